// The engine's innermost loops: plain C, stateless, each call the same bits whichever vector instructions it runs on.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "CEnsemble.h"
#include "CMathShims.h"

#ifdef __cplusplus
extern "C" {
#endif

// The standard normal quantile (Wichura 1988, AS 241 PPND16): -inf at 0, inf at 1, NaN outside [0, 1].
double tianmu_normal_quantile(double p);

// values[i] = tianmu_normal_quantile(values[i]).
void tianmu_normal_quantiles(double *values, size_t count);

// Each value's exp, expm1 or log in place: within 1, 2 and 1 units in the last place; special values as in the C library.
void tianmu_exp_each(double *values, size_t count);
void tianmu_expm1_each(double *values, size_t count);
void tianmu_log_each(double *values, size_t count);

// Philox4x32 with 10 rounds (Salmon et al. 2011): output = the block at `counter` under `key`.
void tianmu_philox4x32(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]);

// Standard normals number first ..< first + count of the stream (seed, replicate, dimension). Block number i >> 1, at
// the counter (i >> 1 low, i >> 1 high, dimension, replicate), holds the 64 bits of the normals i and i + 1 (i even).
void tianmu_philox_normals(
    uint64_t seed, uint32_t replicate, uint32_t dimension, uint64_t first, double *output, size_t count);

// Dimensions of the Sobol sequence: 0 ... TIANMU_SOBOL_DIMENSIONS - 1.
enum { TIANMU_SOBOL_DIMENSIONS = 1024 };

// Unscrambled Sobol points x / 2^32 number first ..< first + count, in Gray code order, the origin first.
void tianmu_sobol_points(uint32_t dimension, uint32_t first, uint32_t *output, size_t count);

// Standard normals from the same points, Owen-scrambled by (seed, replicate, dimension), at (x + 1/2) / 2^32.
void tianmu_sobol_normals(
    uint64_t seed, uint32_t replicate, uint32_t dimension, uint32_t first, double *output, size_t count);

#ifdef __cplusplus
}
#endif
