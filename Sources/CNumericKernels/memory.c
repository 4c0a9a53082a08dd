// Memory for large tables, in large pages where the system has them: touching a table for the first time in small ones
// takes as long as filling it with random numbers.
#if defined(__linux__)
#define _GNU_SOURCE
#include <sys/mman.h>
#endif
#include <stdlib.h>

#include "CEnsemble.h"

enum { LARGE_PAGE = 1 << 21 };

void *tianmu_allocate(size_t size) {
    void *memory = NULL;
    if (posix_memalign(&memory, size < LARGE_PAGE ? 64 : LARGE_PAGE, size > 0 ? size : 1) != 0) {
        return NULL;
    }
#if defined(__linux__)
    if (size >= LARGE_PAGE) {
        madvise(memory, size, MADV_HUGEPAGE);
    }
#endif
    return memory;
}

void tianmu_free(void *memory) { free(memory); }
