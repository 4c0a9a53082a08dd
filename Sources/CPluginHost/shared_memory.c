#define _GNU_SOURCE
#include "shared_memory.h"

#include <fcntl.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

int tianmu_memory_open(void) {
#ifdef MFD_CLOEXEC
    // Without MFD_ALLOW_SEALING: a worker must not be able to forbid us to write.
    int raw = memfd_create("tianmu", MFD_CLOEXEC);
    if (raw < 0) return -1;
    // Above the standard streams, which a caller may have closed.
    int descriptor = fcntl(raw, F_DUPFD_CLOEXEC, 3);
    close(raw);
    return descriptor;
#else
    return -1;
#endif
}
