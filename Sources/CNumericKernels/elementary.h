// exp, expm1 and log in double precision without branches or calls, so that loops over them vectorise; without fused
// multiply-add, so that all instruction sets give the same bits.
#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "clones.h"

#pragma STDC FP_CONTRACT OFF

TIANMU_INLINE uint64_t tianmu_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

TIANMU_INLINE double tianmu_from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

// Adding it rounds to a whole number, which then stands in the low bits.
#define TIANMU_MAGIC 0x1.8p52

// 2^k for -1022 <= k <= 1023, from a number that TIANMU_MAGIC has been added to.
TIANMU_INLINE double tianmu_power_of_two(double shifted) {
    return tianmu_from_bits((tianmu_bits(shifted) + 1023) << 52);
}

// x = n ln 2 + r, |r| <= ln 2 / 2 (Cody and Waite 1980), ln 2 in two parts of which the first times n is exact; returns
// e^r - 1 = r + r^2 (1/2 + r/6 + ... + r^11/13!).
TIANMU_INLINE double tianmu_reduced_expm1(double x, double *n) {
    *n = (x * 0x1.71547652b82fep+0 + TIANMU_MAGIC) - TIANMU_MAGIC;
    double r = (x - *n * 0x1.62e42feep-1) - *n * 0x1.a39ef35793c76p-33;
    double series = 1.0 / 6227020800.0;
    series = series * r + 1.0 / 479001600.0;
    series = series * r + 1.0 / 39916800.0;
    series = series * r + 1.0 / 3628800.0;
    series = series * r + 1.0 / 362880.0;
    series = series * r + 1.0 / 40320.0;
    series = series * r + 1.0 / 5040.0;
    series = series * r + 1.0 / 720.0;
    series = series * r + 1.0 / 120.0;
    series = series * r + 1.0 / 24.0;
    series = series * r + 1.0 / 6.0;
    series = series * r + 0.5;
    return r + r * r * series;
}

// Comparisons with NaN are false, so that NaN passes both limits and comes out.
TIANMU_INLINE double tianmu_inline_exp(double x) {
    x = x > 710.0 ? 710.0 : x;
    x = x < -746.0 ? -746.0 : x;
    double n;
    double value = 1.0 + tianmu_reduced_expm1(x, &n);
    // In two steps, because 2^n alone may lie outside the range where e^x does not.
    double half = n * 0.5 + TIANMU_MAGIC;
    double rest = n - (half - TIANMU_MAGIC) + TIANMU_MAGIC;
    return value * tianmu_power_of_two(half) * tianmu_power_of_two(rest);
}

TIANMU_INLINE double tianmu_inline_expm1(double x) {
    double clamped = x > 710.0 ? 710.0 : x;
    clamped = clamped < -40.0 ? -40.0 : clamped;
    double n;
    double value = tianmu_reduced_expm1(clamped, &n);
    // 2 (h (e^r - 1) + (h - 1/2)), h = 2^(n - 1): it overflows only where e^x does.
    double half = tianmu_power_of_two(n - 1.0 + TIANMU_MAGIC);
    double result = (half * value + (half - 0.5)) * 2.0;
    return fabs(x) < 0x1p-1000 ? x : result;  // keeps -0 and what halving would lose
}

// x = 2^k (1 + f), 1/sqrt 2 <= 1 + f < sqrt 2; log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), s = f / (2 + f): the method
// and the coefficients of Sun's fdlibm, e_log.c (1993).
TIANMU_INLINE double tianmu_inline_log(double x) {
    double scaled = x < 0x1p-1022 ? x * 0x1p54 : x;
    uint64_t bits = tianmu_bits(scaled);
    uint64_t exponent = (bits + (0x3FF0000000000000u - 0x3FE6A09E00000000u)) >> 52;
    double k = tianmu_from_bits(exponent | 0x4330000000000000u) - (0x1p52 + 1023.0);
    k = x < 0x1p-1022 ? k - 54.0 : k;
    double f = tianmu_from_bits(bits - ((exponent - 1023) << 52)) - 1.0;
    double s = f / (2.0 + f);
    double z = s * s, w = z * z;
    double even = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332));
    double odd = z * (0.6666666666666735130
        + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)));
    double half_square = 0.5 * f * f;
    double result = k * 6.93147180369123816490e-01
        - ((half_square - (s * (half_square + (even + odd)) + k * 1.90821492927058770002e-10)) - f);
    result = x == INFINITY ? x : result;
    result = x == 0.0 ? -INFINITY : result;
    return x >= 0.0 ? result : NAN;
}
