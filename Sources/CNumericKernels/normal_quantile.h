// The standard normal quantile: Wichura (1988), Algorithm AS 241: the percentage points of the normal distribution,
// Applied Statistics 37(3), 477-484, routine PPND16. Relative error about 1e-16.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "clones.h"

#pragma STDC FP_CONTRACT OFF

#define TIANMU_POLYNOMIAL(r, c0, c1, c2, c3, c4, c5, c6, c7) \
    (((((((c7 * (r) + c6) * (r) + c5) * (r) + c4) * (r) + c3) * (r) + c2) * (r) + c1) * (r) + c0)

// |q| = |p - 0.5| <= 0.425, 85 % of a uniform p.
TIANMU_INLINE double tianmu_quantile_centre(double q) {
    double r = 0.180625 - q * q;
    return q * TIANMU_POLYNOMIAL(r,
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3)
        / TIANMU_POLYNOMIAL(r,
        1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3);
}

// The upper tail: minus the quantile of `tail` = min(p, 1 - p) < 0.075.
TIANMU_INLINE double tianmu_quantile_tail(double tail) {
    double r = sqrt(-log(tail));
    if (r <= 5.0) {
        r -= 1.6;
        return TIANMU_POLYNOMIAL(r,
            1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
            1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4)
            / TIANMU_POLYNOMIAL(r,
            1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
            1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9);
    }
    r -= 5.0;
    return TIANMU_POLYNOMIAL(r,
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
        / TIANMU_POLYNOMIAL(r,
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15);
}

enum { TIANMU_CHUNK = 256 };

// In place, count <= TIANMU_CHUNK, all values in (0, 1). The centre's formula runs for all, so that the loop
// vectorises; then the tails are gathered without branches and done one by one.
TIANMU_INLINE void tianmu_quantile_chunk(double *values, size_t count) {
    double uniforms[TIANMU_CHUNK];
    uint16_t tails[TIANMU_CHUNK];
    size_t tail_count = 0;
    for (size_t i = 0; i < count; i++) {
        double q = values[i] - 0.5;
        uniforms[i] = values[i];
        values[i] = tianmu_quantile_centre(q);
    }
    for (size_t i = 0; i < count; i++) {
        tails[tail_count] = (uint16_t)i;
        tail_count += fabs(uniforms[i] - 0.5) > 0.425;
    }
    for (size_t k = 0; k < tail_count; k++) {
        double p = uniforms[tails[k]];
        values[tails[k]] = p < 0.5 ? -tianmu_quantile_tail(p) : tianmu_quantile_tail(1.0 - p);
    }
}
