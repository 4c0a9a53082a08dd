// One block of a vector autoregression. Needs what ensemble_body.h needs, after it.

// next = constant + coefficients x + factor z, a tile of 4 rows x 2 vectors at a time kept in registers. Without
// `coefficients` their part is left out.
TIANMU_INLINE void SET(step)(
    const tianmu_autoregression *m, const float *coefficients, const float *x, const float *z, float *next,
    size_t count) {
    const size_t stride = TIANMU_ENSEMBLE_STRIDE;
    const size_t rows = (m->variables + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    for (size_t i = 0; i < count; i += 2 * LANES) {
        for (size_t k = 0; k < rows; k += TIANMU_ENSEMBLE_ROWS) {
            FLOATS sum[TIANMU_ENSEMBLE_ROWS][2];
#pragma clang loop unroll(full)
            for (size_t r = 0; r < TIANMU_ENSEMBLE_ROWS; r++) {
                sum[r][0] = sum[r][1] = SET(splat)(m->constant[k + r]);
            }
            for (int part = 0; part < 2; part++) {
                const float *weights = part == 0 ? coefficients : m->factor, *values = part == 0 ? x : z;
                size_t width = part == 0 ? rows : k + TIANMU_ENSEMBLE_ROWS;
                for (size_t j = 0; weights != NULL && j < width; j++) {
                    FLOATS v0 = SET(load)(values + j * stride + i);
                    FLOATS v1 = SET(load)(values + j * stride + i + LANES);
#pragma clang loop unroll(full)
                    for (size_t r = 0; r < TIANMU_ENSEMBLE_ROWS; r++) {
                        FLOATS weight = SET(splat)(weights[(k + r) * rows + j]);
                        sum[r][0] = MULTIPLY_ADD(weight, v0, sum[r][0]);
                        sum[r][1] = MULTIPLY_ADD(weight, v1, sum[r][1]);
                    }
                }
            }
#pragma clang loop unroll(full)
            for (size_t r = 0; r < TIANMU_ENSEMBLE_ROWS; r++) {
                SET(store)(next + (k + r) * stride + i, sum[r][0]);
                SET(store)(next + (k + r) * stride + i + LANES, sum[r][1]);
            }
        }
    }
}

// next += own coefficients x, each draw with its own: variables x variables x OWN_DRAWS.
TIANMU_INLINE void SET(step_own)(const tianmu_autoregression *m, const float *own, const float *x, float *next) {
    const size_t stride = TIANMU_ENSEMBLE_STRIDE;
    enum { PARTS = 4 };
    for (size_t k = 0; k < m->variables; k++) {
        for (size_t i = 0; i < OWN_DRAWS; i += PARTS * LANES) {
            FLOATS sum[PARTS];
            for (size_t p = 0; p < PARTS; p++) {
                sum[p] = SET(load)(next + k * stride + i + p * LANES);
            }
            for (size_t j = 0; j < m->variables; j++) {
#pragma clang loop unroll(full)
                for (size_t p = 0; p < PARTS; p++) {
                    FLOATS weight = SET(load)(own + (k * m->variables + j) * OWN_DRAWS + i + p * LANES);
                    sum[p] = MULTIPLY_ADD(weight, SET(load)(x + j * stride + i + p * LANES), sum[p]);
                }
            }
            for (size_t p = 0; p < PARTS; p++) {
                SET(store)(next + k * stride + i + p * LANES, sum[p]);
            }
        }
    }
}

TIANMU_INLINE void SET(make_own)(const tianmu_autoregression *m, uint64_t first, float *own) {
    const size_t rows = (m->variables + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    uint32_t number = m->steps * m->variables;
    for (uint32_t k = 0; k < m->variables; k++) {
        for (uint32_t j = 0; j < m->variables; j++) {
            float *row = own + (k * m->variables + j) * OWN_DRAWS;
            SET(normals)(m->seed, m->stream, number++, first, row, OWN_DRAWS);
            FLOATS middle = SET(splat)(m->coefficients[k * rows + j]);
            FLOATS error = SET(splat)(m->coefficient_error[k * rows + j]);
            for (size_t i = 0; i < OWN_DRAWS; i += LANES) {
                SET(store)(row + i, MULTIPLY_ADD(error, SET(load)(row + i), middle));
            }
        }
    }
}

// Runs count <= 512 draws, or OWN_DRAWS of them with coefficients of their own.
TIANMU_INLINE void SET(run_draws)(
    const tianmu_autoregression *m, uint64_t first, size_t count, float *workspace, const float *own, double *sums) {
    const size_t stride = TIANMU_ENSEMBLE_STRIDE;
    const size_t rows = (m->variables + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    const size_t filled = (count + 63) / 64 * 64;
    float *z = workspace, *x = z + rows * stride, *next = x + rows * stride;
    memset(workspace, 0, 3 * rows * stride * sizeof(float));
    for (size_t k = 0; k < m->variables; k++) {
        for (size_t i = 0; i < filled; i++) {
            x[k * stride + i] = m->start[k];
        }
    }
    for (uint32_t t = 0; t < m->steps; t++) {
        for (uint32_t k = 0; k < m->variables; k++) {
            SET(normals)(m->seed, m->stream, t * m->variables + k, first, z + k * stride, filled);
        }
        SET(step)(m, own == NULL ? m->coefficients : NULL, x, z, next, filled);
        if (own != NULL) {
            SET(step_own)(m, own, x, next);
        }
        for (size_t k = 0; k < m->variables; k++) {
            tianmu_column column = {.shift = m->shift[t * m->variables + k]};
            float last[TIANMU_ENSEMBLE_BLOCK];
            const float *row = next + k * stride;
            if (count < filled) {  // what lies beyond the last draw adds nothing
                memcpy(last, row, count * sizeof(float));
                for (size_t i = count; i < filled; i++) {
                    last[i] = column.shift;
                }
                row = last;
            }
            SET(add_moments)(&column, row, filled);
            sums[2 * (t * m->variables + k)] += column.sum;
            sums[2 * (t * m->variables + k) + 1] += column.sum_of_squares;
        }
        float *before = x;
        x = next;
        next = before;
    }
}

static void SET(autoregression_block)(
    const tianmu_autoregression *m, uint64_t first, size_t count, float *workspace, double *sums) {
    if (m->coefficient_error == NULL) {
        SET(run_draws)(m, first, count, workspace, NULL, sums);
        return;
    }
    const size_t rows = (m->variables + TIANMU_ENSEMBLE_ROWS - 1) / TIANMU_ENSEMBLE_ROWS * TIANMU_ENSEMBLE_ROWS;
    float *own = workspace + 3 * rows * TIANMU_ENSEMBLE_STRIDE;
    for (size_t i = 0; i < count; i += OWN_DRAWS) {
        SET(make_own)(m, first + i, own);
        SET(run_draws)(m, first + i, count - i < OWN_DRAWS ? count - i : OWN_DRAWS, workspace, own, sums);
    }
}
