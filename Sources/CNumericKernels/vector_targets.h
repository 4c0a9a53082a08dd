// Compiling one body of code for several vector instruction sets, to be chosen among when the program runs. Unlike
// target_clones this lets each compilation have its own vector width and fused multiply-add, and the tests name one.
// A body is included once for each set that the compiler has, between:
//     #pragma clang attribute push(__attribute__((target(TIANMU_TARGET_...))), apply_to = function)
// All sets with fused multiply-add give the same bits: contraction is off and each fused operation is written out.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CNumericKernels.h"
#include "clones.h"

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#include <immintrin.h>
#define TIANMU_X86 1
#define TIANMU_TARGET_AVX2 "avx2,fma"
#define TIANMU_TARGET_AVX512 "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,prefer-256-bit"
#endif

// Name of a body's function or type in the set being compiled.
#define TIANMU_PASTE_(name, set) tianmu_##set##_##name
#define TIANMU_PASTE(name, set) TIANMU_PASTE_(name, set)
#define SET(name) TIANMU_PASTE(name, TIANMU_SET)
