#include "vector_targets.h"

// Draws whose own coefficients are made and used together, so that they stay in the second-level cache.
enum { OWN_DRAWS = 64 };

// Rounded twice where the machine may have no fused multiply-add; Arm always has one.
#if defined(__aarch64__)
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif
#define TIANMU_SET portable
#define LANES 4
#include "ensemble_body.h"
#include "autoregression_body.h"
#undef LANES
#undef TIANMU_SET
#undef MULTIPLY_ADD

#if TIANMU_X86
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)

#pragma clang attribute push(__attribute__((target(TIANMU_TARGET_AVX2))), apply_to = function)
#define TIANMU_SET avx2
#define LANES 8
#include "ensemble_body.h"
#include "autoregression_body.h"
#undef LANES
#undef TIANMU_SET
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target(TIANMU_TARGET_AVX512))), apply_to = function)
#define TIANMU_SET avx512
#define LANES 16
#include "ensemble_body.h"
#include "autoregression_body.h"
#undef LANES
#undef TIANMU_SET
#pragma clang attribute pop

#define CALL(set, name, ...)                                                                             \
    (set == TIANMU_SET_AVX512 ? tianmu_avx512_##name(__VA_ARGS__)                                        \
     : set == TIANMU_SET_AVX2 ? tianmu_avx2_##name(__VA_ARGS__) : tianmu_portable_##name(__VA_ARGS__))
#else
#define CALL(set, name, ...) tianmu_portable_##name(__VA_ARGS__)
#endif

int tianmu_has_instruction_set(int set) {
#if TIANMU_X86
    if (set == TIANMU_SET_AVX2) {
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    }
    if (set == TIANMU_SET_AVX512) {
        return __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    }
#endif
    return set == TIANMU_SET_PORTABLE;
}

size_t tianmu_ensemble_workspace(const tianmu_ensemble *e) {
    size_t rows = (e->indicators + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    return (2 * rows + e->indicators + e->ratios) * TIANMU_ENSEMBLE_STRIDE;
}

void tianmu_ensemble_block(
    int set, const tianmu_ensemble *e, uint64_t first, size_t count, float *workspace, tianmu_column *columns,
    uint64_t *hits, float *stored, size_t stored_stride) {
    CALL(set, block, e, first, count, workspace, columns, hits, stored, stored_stride);
}

size_t tianmu_autoregression_workspace(const tianmu_autoregression *model) {
    size_t rows = (model->variables + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    size_t own = model->coefficient_error == NULL ? 0 : rows * rows * OWN_DRAWS;
    return 3 * rows * TIANMU_ENSEMBLE_STRIDE + own;
}

void tianmu_autoregression_block(
    int set, const tianmu_autoregression *model, uint64_t first, size_t count, float *workspace, double *sums) {
    CALL(set, autoregression_block, model, first, count, workspace, sums);
}

void tianmu_column_take(int set, tianmu_column *column, const float *values, size_t count) {
    CALL(set, take_values, column, values, count);
}

void tianmu_ensemble_normals(
    int set, uint64_t seed, uint32_t stream, uint32_t dimension, uint64_t first, float *output, size_t count) {
    CALL(set, fill_normals, seed, stream, dimension, first, output, count);
}

void tianmu_normals_of_bits(int set, const int32_t *bits, float *output, size_t count) {
    for (size_t i = 0; i < count; i += 64) {
        size_t length = count - i < 64 ? count - i : 64;
        int32_t group[64] = {0};
        float normals[64];
        memcpy(group, bits + i, length * sizeof(int32_t));
        CALL(set, normals_of_bits, group, normals);
        memcpy(output + i, normals, length * sizeof(float));
    }
}
