// The C library's functions under names of our own, so that Swift sees them without the rest of the C library.
#pragma once

#include <math.h>

static inline double tianmu_exp(double x) { return exp(x); }
static inline double tianmu_expm1(double x) { return expm1(x); }
static inline double tianmu_log(double x) { return log(x); }
static inline double tianmu_log1p(double x) { return log1p(x); }
static inline double tianmu_log10(double x) { return log10(x); }
static inline double tianmu_pow(double x, double y) { return pow(x, y); }
static inline double tianmu_tanh(double x) { return tanh(x); }
static inline double tianmu_sin(double x) { return sin(x); }
static inline double tianmu_cos(double x) { return cos(x); }
static inline double tianmu_atan(double x) { return atan(x); }
static inline double tianmu_erf(double x) { return erf(x); }
static inline double tianmu_erfc(double x) { return erfc(x); }
// lgamma itself writes the global signgam.
static inline double tianmu_lgamma(double x) { int sign; return lgamma_r(x, &sign); }
