#include "CNumericKernels.h"
#include "normal_quantile.h"

double tianmu_normal_quantile(double p) {
    if (!(p > 0.0 && p < 1.0)) {
        return p == 0.0 ? -INFINITY : p == 1.0 ? INFINITY : NAN;
    }
    double q = p - 0.5;
    if (fabs(q) <= 0.425) {
        return tianmu_quantile_centre(q);
    }
    return q < 0.0 ? -tianmu_quantile_tail(p) : tianmu_quantile_tail(1.0 - p);
}

TIANMU_CLONES
static void quantiles_inside(double *values, size_t count) {
    for (size_t start = 0; start < count; start += TIANMU_CHUNK) {
        size_t length = count - start < TIANMU_CHUNK ? count - start : TIANMU_CHUNK;
        tianmu_quantile_chunk(values + start, length);
    }
}

void tianmu_normal_quantiles(double *values, size_t count) {
    size_t start = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(values[i] > 0.0 && values[i] < 1.0)) {
            quantiles_inside(values + start, i - start);
            values[i] = tianmu_normal_quantile(values[i]);
            start = i + 1;
        }
    }
    quantiles_inside(values + start, count - start);
}
