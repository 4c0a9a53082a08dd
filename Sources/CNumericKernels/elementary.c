#include "CNumericKernels.h"
#include "elementary.h"

TIANMU_CLONES
void tianmu_exp_each(double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        values[i] = tianmu_inline_exp(values[i]);
    }
}

TIANMU_CLONES
void tianmu_expm1_each(double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        values[i] = tianmu_inline_expm1(values[i]);
    }
}

TIANMU_CLONES
void tianmu_log_each(double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        values[i] = tianmu_inline_log(values[i]);
    }
}
