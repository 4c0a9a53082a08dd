// One block of an ensemble: normals, correlation, growth, levels, ratios, and what is wanted of each column. Stages
// hand each other rows of a workspace that stays in the second-level cache; a row stays in the first-level one while
// its column is made and taken. Needs what normals_body.h needs, and includes it.
#include "normals_body.h"

TIANMU_INLINE FLOATS SET(load)(const float *from) {
    FLOATS result;
    memcpy(&result, from, sizeof result);
    return result;
}

TIANMU_INLINE void SET(store)(float *to, FLOATS value) { memcpy(to, &value, sizeof value); }

// state += growth + factor x normals for all rows, a tile of 4 rows x 2 vectors at a time kept in registers.
TIANMU_INLINE void SET(grow)(const tianmu_ensemble *e, const float *normals, float *state, size_t count) {
    const size_t stride = TIANMU_ENSEMBLE_STRIDE;
    const size_t rows = (e->indicators + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    for (size_t i = 0; i < count; i += 2 * LANES) {
        for (size_t k = 0; k < rows; k += TIANMU_ENSEMBLE_ROWS) {
            FLOATS sum[TIANMU_ENSEMBLE_ROWS][2];
#pragma clang loop unroll(full)
            for (size_t r = 0; r < TIANMU_ENSEMBLE_ROWS; r++) {
                float *row = state + (k + r) * stride + i;
                sum[r][0] = SET(load)(row) + e->growth[k + r];
                sum[r][1] = SET(load)(row + LANES) + e->growth[k + r];
            }
            for (size_t j = 0; j < k + TIANMU_ENSEMBLE_ROWS; j++) {
                FLOATS z0 = SET(load)(normals + j * stride + i);
                FLOATS z1 = SET(load)(normals + j * stride + i + LANES);
#pragma clang loop unroll(full)
                for (size_t r = 0; r < TIANMU_ENSEMBLE_ROWS; r++) {
                    FLOATS weight = SET(splat)(e->factor[(k + r) * rows + j]);
                    sum[r][0] = MULTIPLY_ADD(weight, z0, sum[r][0]);
                    sum[r][1] = MULTIPLY_ADD(weight, z1, sum[r][1]);
                }
            }
#pragma clang loop unroll(full)
            for (size_t r = 0; r < TIANMU_ENSEMBLE_ROWS; r++) {
                float *row = state + (k + r) * stride + i;
                SET(store)(row, sum[r][0]);
                SET(store)(row + LANES, sum[r][1]);
            }
        }
    }
}

// output = base e^x for |x| <= 80: 2^n (1 + r q(r)), n a whole number and |r| <= 1/2; relative error 1.5e-7.
TIANMU_INLINE void SET(levels)(const float *x, float base, float *output, size_t count) {
    static const float series[] = {
        0.001326472731307149f, 0.009671512991189957f, 0.05550733581185341f, 0.24022242426872253f,
        0.6931470036506653f};
    const float log2e = 0x1.715476p+0f, log2e_rest = 0x1.4ae0cp-26f;
    const float magic = 0x1.8p+23f;  // adding it rounds to a whole number, in the low bits
    for (size_t i = 0; i < count; i += LANES) {
        FLOATS v = SET(load)(x + i);
        FLOATS shifted = MULTIPLY_ADD(v, SET(splat)(log2e), SET(splat)(magic));
        FLOATS whole = shifted - magic;
        FLOATS r = MULTIPLY_ADD(v, SET(splat)(log2e), -whole);
        r = MULTIPLY_ADD(v, SET(splat)(log2e_rest), r);
        FLOATS q;
        POLYNOMIAL(q, r, series);
        FLOATS one = MULTIPLY_ADD(r, q, SET(splat)(1.0f));
        FLOATS power = (FLOATS)((INTS)one + ((INTS)shifted << 23));
        SET(store)(output + i, power * base);
    }
}

// Sums of value - shift and of its square, in 16 sums whatever LANES is, and then in double precision.
TIANMU_INLINE void SET(add_moments)(tianmu_column *column, const float *values, size_t count) {
    enum { PARTS = 16 / LANES };
    FLOATS sum[PARTS], squares[PARTS];
    for (int p = 0; p < PARTS; p++) {
        sum[p] = (FLOATS){0};
        squares[p] = (FLOATS){0};
    }
    for (size_t i = 0; i < count; i += 16) {
#pragma clang loop unroll(full)
        for (int p = 0; p < PARTS; p++) {
            FLOATS d = SET(load)(values + i + (size_t)(p * LANES)) - column->shift;
            sum[p] += d;
            squares[p] = MULTIPLY_ADD(d, d, squares[p]);
        }
    }
    double total = 0, total_squares = 0;
    for (int p = 0; p < PARTS; p++) {
        for (int lane = 0; lane < LANES; lane++) {
            total += (double)sum[p][lane];
            total_squares += (double)squares[p][lane];
        }
    }
    column->sum += total;
    column->sum_of_squares += total_squares;
}

// Marks what lies in an interval with all ones, and counts what lies at or above each.
TIANMU_INLINE void SET(mark)(tianmu_column *column, const int32_t *keys, int32_t *marks, size_t count) {
    for (uint32_t j = 0; j < column->intervals; j += 3) {
        INTS below[3], upper[3], counts[3] = {{0}, {0}, {0}};
        for (int n = 0; n < 3; n++) {
            below[n] = (INTS){0} + (column->lower[j + n] - 1);
            upper[n] = (INTS){0} + column->upper[j + n];
        }
        for (size_t i = 0; i < count; i += LANES) {
            INTS key, mark = {0};
            memcpy(&key, keys + i, sizeof key);
            if (j > 0) {
                memcpy(&mark, marks + i, sizeof mark);
            }
#pragma clang loop unroll(full)
            for (int n = 0; n < 3; n++) {
                INTS reaches = key > below[n];
                counts[n] -= reaches;
                mark ^= reaches ^ (key > upper[n]);
            }
            memcpy(marks + i, &mark, sizeof mark);
        }
        for (int n = 0; n < 3; n++) {
            column->at_or_above[j + n] += (uint64_t)(int64_t)__builtin_reduce_add(counts[n]);
        }
    }
}

// The marks of 64 draws as bits.
TIANMU_INLINE uint64_t SET(bits_of)(const int32_t *marks) {
    uint64_t bits = 0;
#if LANES == 4
    for (int i = 0; i < 64; i++) {
        bits |= (uint64_t)(marks[i] & 1) << i;
    }
#else
    for (int i = 0; i < 64; i += 8) {
        __m256 eight;
        memcpy(&eight, marks + i, sizeof eight);
        bits |= (uint64_t)(uint32_t)_mm256_movemask_ps(eight) << i;
    }
#endif
    return bits;
}

// `values` may be overwritten from `count` on, to the next multiple of 64.
TIANMU_INLINE void SET(take)(tianmu_column *column, float *values, size_t count) {
    size_t filled = (count + 63) / 64 * 64;
    for (size_t i = count; i < filled; i++) {
        values[i] = 0;  // below every interval
    }
    if (column->collect == TIANMU_COLLECT_ALL) {
        memcpy(column->values + column->count, values, count * sizeof(float));
        column->count += count;
    } else if (column->collect != TIANMU_COLLECT_NOTHING) {
        int32_t marks[TIANMU_ENSEMBLE_BLOCK], keys[TIANMU_ENSEMBLE_BLOCK];
        memcpy(keys, values, filled * sizeof(float));
        SET(mark)(column, keys, marks, filled);
        for (size_t i = 0; i < filled; i += 64) {
            uint64_t bits = SET(bits_of)(marks + i);
            if (column->collect == TIANMU_COLLECT_INTERVALS) {
                float *end = column->values + column->count;
                column->count += (size_t)__builtin_popcountll(bits);
                for (; bits != 0; bits &= bits - 1) {
                    *end++ = values[i + (size_t)__builtin_ctzll(bits)];
                }
            } else {
                for (; bits != 0; bits &= bits - 1) {
                    int32_t key = keys[i + (size_t)__builtin_ctzll(bits)];
                    uint32_t j = 0;
                    while (key > column->upper[j]) {
                        j++;
                    }
                    uint32_t bin = (uint32_t)(key - column->lower[j]) >> column->bin_shift[j];
                    column->bins[j * TIANMU_ENSEMBLE_BINS + bin]++;
                }
            }
        }
    }
}

// Counts the draws that attain the targets set for this column, and takes out of `joint` those that do not.
TIANMU_INLINE void SET(judge)(
    const tianmu_ensemble *e, size_t column, const float *values, size_t count, uint64_t *hits, int32_t *joint) {
    for (uint32_t t = 0; t < e->targets; t++) {
        if (e->target_column[t] != column) {
            continue;
        }
        INTS counts = {0};
        float value = e->target_value[t];
        for (size_t i = 0; i < count; i += LANES) {
            FLOATS v = SET(load)(values + i);
            INTS attains = e->target_at_most[t] ? (INTS)(v <= value) : (INTS)(v >= value), mark;
            // What lies beyond the last draw has been taken out before.
            memcpy(&mark, joint + TIANMU_ENSEMBLE_BLOCK + i, sizeof mark);
            counts -= attains & mark;
            memcpy(&mark, joint + i, sizeof mark);
            mark &= attains;
            memcpy(joint + i, &mark, sizeof mark);
        }
        hits[t] += (uint64_t)(int64_t)__builtin_reduce_add(counts);
    }
}

// Everything that is wanted of one column.
TIANMU_INLINE void SET(finish)(
    const tianmu_ensemble *e, size_t number, tianmu_column *column, float *values, size_t count, uint64_t *hits,
    int32_t *joint, float *stored) {
    size_t filled = (count + 63) / 64 * 64;
    if (stored != NULL) {
        memcpy(stored, values, count * sizeof(float));
    }
    SET(judge)(e, number, values, filled, hits, joint);
    for (size_t i = count; i < filled; i++) {
        values[i] = column->shift;  // adds nothing to the moments
    }
    SET(add_moments)(column, values, filled);
    SET(take)(column, values, count);
}

static void SET(block)(
    const tianmu_ensemble *e, uint64_t first, size_t count, float *workspace, tianmu_column *columns, uint64_t *hits,
    float *stored, size_t stored_stride) {
    const size_t stride = TIANMU_ENSEMBLE_STRIDE;
    const size_t rows = (e->indicators + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    const size_t width = e->indicators + e->ratios;
    const size_t filled = (count + 63) / 64 * 64;
    float *normals = workspace, *state = normals + rows * stride, *levels = state + rows * stride;
    int32_t joint[2 * TIANMU_ENSEMBLE_BLOCK];  // still attain all; are draws at all
    for (size_t i = 0; i < filled; i++) {
        joint[i] = joint[TIANMU_ENSEMBLE_BLOCK + i] = i < count ? -1 : 0;
    }
    memset(workspace, 0, 2 * rows * stride * sizeof(float));
    for (uint32_t year = 0; year < e->years; year++) {
        for (uint32_t k = 0; k < e->indicators; k++) {
            SET(normals)(e->seed, e->stream, year * e->indicators + k, first, normals + k * stride, filled);
        }
        SET(grow)(e, normals, state, filled);
        for (size_t c = 0; c < width; c++) {
            float *row = levels + c * stride;
            if (c < e->indicators) {
                SET(levels)(state + c * stride, e->base[c], row, filled);
            } else {
                const uint32_t *pair = e->ratio + 2 * (c - e->indicators);
                const float *numerator = levels + pair[0] * stride, *denominator = levels + pair[1] * stride;
                for (size_t i = 0; i < filled; i += LANES) {
                    SET(store)(row + i, SET(load)(numerator + i) / SET(load)(denominator + i));
                }
            }
        }
        for (size_t c = 0; c < width; c++) {
            size_t number = year * width + c;
            SET(finish)(
                e, number, columns + number, levels + c * stride, count, hits, joint,
                stored == NULL ? NULL : stored + number * stored_stride);
        }
    }
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++) {
        all += (uint64_t)(joint[i] & 1);
    }
    hits[e->targets] += all;
}

static void SET(take_values)(tianmu_column *column, const float *values, size_t count) {
    float copy[TIANMU_ENSEMBLE_BLOCK];
    memcpy(copy, values, count * sizeof(float));
    SET(take)(column, copy, count);
}

static void SET(fill_normals)(
    uint64_t seed, uint32_t stream, uint32_t dimension, uint64_t first, float *output, size_t count) {
    SET(normals)(seed, stream, dimension, first, output, count);
}

static void SET(normals_of_bits)(const int32_t bits[64], float output[64]) {
    for (int i = 0; i < 64; i += 2 * LANES) {
        SET(normal_pair)(bits + i, output + i);
    }
}
