// An ensemble of correlated log-normal growth paths, in single precision, one block of draws at a time: what
// TianmuNumerics' GrowthEnsemble is made of. Plain C, stateless.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Draws in a full block. A power of two; the rows of a block's tables lie TIANMU_ENSEMBLE_STRIDE apart, because
// distances of whole pages would make them compete for the same lines of the first-level cache.
enum { TIANMU_ENSEMBLE_BLOCK = 512, TIANMU_ENSEMBLE_STRIDE = TIANMU_ENSEMBLE_BLOCK + 16 };
// The factor's rows and columns are filled up with zeros to a multiple of this.
enum { TIANMU_ENSEMBLE_ROWS = 4 };
// Intervals of a column are filled up with empty ones to a multiple of 3.
enum { TIANMU_ENSEMBLE_INTERVALS = 18, TIANMU_ENSEMBLE_BINS = 1024 };

// The instruction sets that the kernel has been compiled for, from the plainest on.
enum { TIANMU_SET_PORTABLE, TIANMU_SET_AVX2, TIANMU_SET_AVX512, TIANMU_SET_COUNT };
// Whether this program has it and this machine runs it.
int tianmu_has_instruction_set(int set);

typedef struct {
    uint64_t seed;
    uint32_t stream;
    uint32_t indicators, years, ratios, targets;
    const float *growth;            // indicators, filled up: mean of the log growth of a year
    const float *factor;            // indicators x indicators, filled up: lower, of the log growth's covariance
    const float *base;              // indicators: the level in year -1
    const uint32_t *ratio;          // ratios x (numerator, denominator)
    const uint32_t *target_column;
    const float *target_value;
    const int32_t *target_at_most;  // 1: a draw attains the target at or below the value; 0: at or above
} tianmu_ensemble;

enum { TIANMU_COLLECT_NOTHING, TIANMU_COLLECT_ALL, TIANMU_COLLECT_INTERVALS, TIANMU_COLLECT_BINS };

// What becomes of the values of one column, that is, of one indicator or ratio in one year: column
// year x (indicators + ratios) + place. Values are positive, so their bits as integers, "keys", are ordered as they are.
typedef struct {
    float shift;                    // sums are of value - shift
    double sum, sum_of_squares;
    int32_t collect;
    uint32_t intervals;             // ascending and disjoint, lower <= key <= upper
    int32_t lower[TIANMU_ENSEMBLE_INTERVALS], upper[TIANMU_ENSEMBLE_INTERVALS];
    uint64_t at_or_above[TIANMU_ENSEMBLE_INTERVALS];  // values with lower <= key
    float *values;                  // room for a block more than `count`, but for TIANMU_COLLECT_BINS
    size_t count, capacity;
    uint32_t *bins;                 // intervals x TIANMU_ENSEMBLE_BINS, of (key - lower) >> bin_shift
    uint32_t bin_shift[TIANMU_ENSEMBLE_INTERVALS];
} tianmu_column;

// Floats of workspace that a block needs.
size_t tianmu_ensemble_workspace(const tianmu_ensemble *ensemble);

// Adds the draws number first ..< first + count (first a multiple of TIANMU_ENSEMBLE_BLOCK, count at most one) to the
// columns and to hits, the numbers of draws that attain each target and, last, all of them. If `stored` is not null,
// column c's values go to stored[c * stored_stride + draw].
void tianmu_ensemble_block(
    int set, const tianmu_ensemble *ensemble, uint64_t first, size_t count, float *workspace, tianmu_column *columns,
    uint64_t *hits, float *stored, size_t stored_stride);

// A vector autoregression, x_t = constant + coefficients x_{t-1} + factor z_t; tables filled up as above.
typedef struct {
    uint64_t seed;
    uint32_t stream;
    uint32_t variables, steps;
    const float *constant, *coefficients, *factor, *start;
    // Standard errors of the coefficients, each of which then differs from draw to draw, independently; or null.
    const float *coefficient_error;
    const float *shift;  // steps x variables: sums are of x - shift
} tianmu_autoregression;

size_t tianmu_autoregression_workspace(const tianmu_autoregression *model);

// Adds the draws first ..< first + count (as tianmu_ensemble_block) to sums, steps x variables x (deviations, squares).
void tianmu_autoregression_block(
    int set, const tianmu_autoregression *model, uint64_t first, size_t count, float *workspace, double *sums);

// Only the classification of the block: values that have been made before, count at most a block.
void tianmu_column_take(int set, tianmu_column *column, const float *values, size_t count);

// Standard normals first ..< first + count of (seed, stream, dimension); both are multiples of 64.
void tianmu_ensemble_normals(
    int set, uint64_t seed, uint32_t stream, uint32_t dimension, uint64_t first, float *output, size_t count);

// Standard normals of these random bits.
void tianmu_normals_of_bits(int set, const int32_t *bits, float *output, size_t count);

// The values of these ranks (ascending, each below count; 0 is the smallest) among positive values, into `found`.
// `scratch` has room for 2 x count.
void tianmu_select_floats(
    const float *values, size_t count, const size_t *ranks, size_t rank_count, float *found, float *scratch);

// Uninitialised memory, or null; to be given to tianmu_free.
void *tianmu_allocate(size_t size);
void tianmu_free(void *memory);

#ifdef __cplusplus
}
#endif
