// Compiling one function for several instruction sets, the best chosen when the program starts: without it, a plain
// build would run baseline x86-64. Contraction to fused multiply-add is off, so that all give the same bits.
#pragma once

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__clang__)
#define TIANMU_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define TIANMU_CLONES
#endif

#define TIANMU_INLINE static inline __attribute__((always_inline))
