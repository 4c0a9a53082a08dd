#include "COpenBLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static tianmu_openblas functions;
static int loaded = 0;
static char error_text[512] = "";

int tianmu_cpu_has_avx2(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return 0;
#endif
}

static int cpu_has_avx512(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#else
    return 0;
#endif
}

// OpenBLAS 0.3.21 (Debian 12) does not know recent processors and falls back to its slowest kernels, five times
// slower: name the kernel by what the processor can do. What the user has set stays.
static void set_environment(void) {
    setenv("OPENBLAS_NUM_THREADS", "1", 0);
    if (cpu_has_avx512()) {
        setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
    } else if (tianmu_cpu_has_avx2()) {
        setenv("OPENBLAS_CORETYPE", "Haswell", 0);
    }
}

static void *open_library(void) {
    const char *chosen = getenv("TIANMU_OPENBLAS");
    if (chosen != NULL && chosen[0] != '\0') {
        return dlopen(chosen, RTLD_NOW | RTLD_LOCAL);
    }
    static const char *const names[] = {
#if defined(__APPLE__)
        "libopenblas.dylib",
        "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
#endif
        "libopenblas.so",
        "libopenblas.so.0",
    };
    void *library = NULL;
    // The last name is the one that a run-time package installs, so its message is the one worth showing.
    for (size_t i = 0; i < sizeof names / sizeof names[0] && library == NULL; i++) {
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    return library;
}

static int resolve(void *library, const char *name, void **target) {
    *target = dlsym(library, name);
    if (*target == NULL) {
        snprintf(error_text, sizeof error_text, "the library has no function %s", name);
    }
    return *target != NULL;
}

static void load(void) {
    set_environment();
    void *library = open_library();
    if (library == NULL) {
        const char *reason = dlerror();
        snprintf(error_text, sizeof error_text, "%s", reason != NULL ? reason : "unknown reason");
        return;
    }
    loaded = resolve(library, "cblas_dtrmm", (void **)&functions.dtrmm)
        && resolve(library, "cblas_dgemm", (void **)&functions.dgemm)
        && resolve(library, "dpotrf_", (void **)&functions.dpotrf)
        && resolve(library, "dsyev_", (void **)&functions.dsyev)
        && resolve(library, "dgeqrf_", (void **)&functions.dgeqrf)
        && resolve(library, "dgesvd_", (void **)&functions.dgesvd)
        && resolve(library, "openblas_get_corename", (void **)&functions.corename)
        && resolve(library, "openblas_get_config", (void **)&functions.config);
}

const tianmu_openblas *tianmu_openblas_load(void) {
    pthread_once(&once, load);
    return loaded ? &functions : NULL;
}

const char *tianmu_openblas_error(void) {
    return error_text;
}
