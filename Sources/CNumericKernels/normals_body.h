// Standard normals in single precision: Philox4x32-10, then an inverse normal distribution function. Needs TIANMU_SET,
// LANES (floats in a vector) and MULTIPLY_ADD(a, b, c).

typedef float SET(floats) __attribute__((vector_size(4 * LANES)));
typedef int32_t SET(ints) __attribute__((vector_size(4 * LANES)));
typedef uint64_t SET(longs) __attribute__((vector_size(4 * LANES)));
#define FLOATS SET(floats)
#define INTS SET(ints)
#define LONGS SET(longs)

TIANMU_INLINE FLOATS SET(splat)(float x) { return x - (FLOATS){0}; }

// Horner's rule, the highest coefficient first.
#define POLYNOMIAL(result, x, coefficients)                                                \
    do {                                                                                   \
        result = SET(splat)(coefficients[0]);                                              \
        for (size_t c_ = 1; c_ < sizeof coefficients / sizeof coefficients[0]; c_++) {     \
            result = MULTIPLY_ADD(result, x, SET(splat)(coefficients[c_]));                \
        }                                                                                  \
    } while (0)

// For two vectors side by side, which share the loading of the coefficients.
#define POLYNOMIAL_PAIR(result, x, coefficients)                                           \
    do {                                                                                   \
        result[0] = result[1] = SET(splat)(coefficients[0]);                               \
        for (size_t c_ = 1; c_ < sizeof coefficients / sizeof coefficients[0]; c_++) {     \
            FLOATS coefficient_ = SET(splat)(coefficients[c_]);                            \
            result[0] = MULTIPLY_ADD(result[0], x[0], coefficient_);                       \
            result[1] = MULTIPLY_ADD(result[1], x[1], coefficient_);                       \
        }                                                                                  \
    } while (0)

// 32 random bits of a block of LANES blocks' four words each. Two vectors of blocks go side by side, because one alone
// waits for its own multiplications. Only the low halves of the 64-bit lanes mean anything.
TIANMU_INLINE void SET(philox)(
    uint64_t seed, uint32_t stream, uint32_t dimension, uint64_t first_block, int32_t *output) {
    LONGS word[2][4];
    for (int v = 0; v < 2; v++) {
        LONGS number;
        for (int lane = 0; lane < LANES / 2; lane++) {
            number[lane] = first_block + (uint64_t)(v * (LANES / 2) + lane);
        }
        word[v][0] = number;
        word[v][1] = number >> 32;
        word[v][2] = (LONGS){0} + dimension;
        word[v][3] = (LONGS){0} + stream;
    }
    uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
        for (int v = 0; v < 2; v++) {
            LONGS product0 = (word[v][0] & 0xFFFFFFFFu) * 0xD2511F53u;
            LONGS product1 = (word[v][2] & 0xFFFFFFFFu) * 0xCD9E8D57u;
            word[v][0] = (product1 >> 32) ^ word[v][1] ^ (uint64_t)key0;
            word[v][1] = product1;
            word[v][2] = (product0 >> 32) ^ word[v][3] ^ (uint64_t)key1;
            word[v][3] = product0;
        }
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    // Draw d has block d / 16 * 4 + d % 8 / 2 and its word 2 * (d % 16 / 8) + d % 2: no lane moves, whatever LANES is.
    for (int v = 0; v < 2; v++) {
        LONGS early = (word[v][0] & 0xFFFFFFFFu) | word[v][1] << 32;
        LONGS late = (word[v][2] & 0xFFFFFFFFu) | word[v][3] << 32;
        int32_t bits[2][LANES];
        memcpy(bits[0], &early, sizeof early);
        memcpy(bits[1], &late, sizeof late);
        for (int part = 0; part < LANES; part += LANES < 8 ? LANES : 8) {
            int place = v * LANES + part;  // among the early halves
            int32_t *group = output + place / 8 * 16 + place % 8;
            size_t size = sizeof(int32_t) * (LANES < 8 ? LANES : 8);
            memcpy(group, bits[0] + part, size);
            memcpy(group + 8, bits[1] + part, size);
        }
    }
}

// The normal quantile at (v + 1/2) / 2^32 + 1/2 of random bits v, as x P(-log2(1 - x^2)) with x in (-1, 1) twice that
// minus 1: the form of Giles (2010), Approximating the erfinv function, GPU Computing Gems 2, chapter 10; polynomials
// of our own, least in the greatest relative error (2e-7) and good to the last of 2^32 numbers.
TIANMU_INLINE void SET(normal_pair)(const int32_t *bits, float *output) {
    // log2(1 + f) / f, 1/sqrt 2 <= 1 + f < sqrt 2; absolute error of the logarithm 3e-7.
    static const float logarithm[] = {
        0.17063434422016144f, -0.27269789576530457f, 0.29726260900497437f, -0.3589618504047394f,
        0.48046502470970154f, -0.7213758826255798f, 1.442699670791626f};
    // P of log2(1 - x^2) + 4, from -4 (0.2 % lie below) to 4.
    static const float centre[] = {
        8.907408699521113e-10f, -3.838411899437233e-08f, -4.1960035446209076e-07f, 2.0643017251132183e-06f,
        6.810962076997384e-05f, 0.0004809460951946676f, -0.003469731891527772f, -0.23928293585777283f,
        2.2179200649261475f};
    // P of sqrt(-log2(1 - x^2)) minus the middle between the roots of 8 and 32.5.
    static const float tail[] = {
        5.56571740162326e-06f, -7.066989928716794e-05f, 0.00021186975936871022f, -0.000333578500431031f,
        0.0005964853335171938f, -0.0015060758450999856f, 0.0029340118642508984f, 1.1864566802978516f,
        4.78912353515625f};
    FLOATS x[2], f[2], exponent[2], q[2], log2[2], y[2], p[2];
    for (int v = 0; v < 2; v++) {
        INTS b;
        memcpy(&b, bits + v * LANES, sizeof b);
        x[v] = MULTIPLY_ADD(__builtin_convertvector(b, FLOATS), SET(splat)(0x1p-31f), SET(splat)(0x1p-32f));
        // 1 - |x| from the bits, not from x: that keeps all digits in the tails.
        INTS rest = b ^ (b >> 31) ^ 0x7FFFFFFF;
        FLOATS t = MULTIPLY_ADD(__builtin_convertvector(rest, FLOATS), SET(splat)(0x1p-31f), SET(splat)(0x1p-32f));
        INTS pattern = (INTS)(t * (2.0f - t));
        INTS power = (pattern - 0x3F3504F3) >> 23;
        f[v] = (FLOATS)(pattern - (power << 23)) - 1.0f;
        exponent[v] = __builtin_convertvector(power, FLOATS);
    }
    POLYNOMIAL_PAIR(q, f, logarithm);
    for (int v = 0; v < 2; v++) {
        log2[v] = MULTIPLY_ADD(f[v], q[v], exponent[v]);
        y[v] = log2[v] + 4.0f;
    }
    POLYNOMIAL_PAIR(p, y, centre);
    INTS beyond[2] = {(INTS)(log2[0] < -8.0f), (INTS)(log2[1] < -8.0f)};
    if (__builtin_reduce_or(beyond[0] | beyond[1]) != 0) {
        FLOATS root[2], far[2];
        for (int v = 0; v < 2; v++) {
            root[v] = __builtin_elementwise_sqrt(-log2[v]) - 4.26465212512094f;
        }
        POLYNOMIAL_PAIR(far, root, tail);
        for (int v = 0; v < 2; v++) {
            p[v] = (FLOATS)(((INTS)far[v] & beyond[v]) | ((INTS)p[v] & ~beyond[v]));
        }
    }
    for (int v = 0; v < 2; v++) {
        FLOATS z = x[v] * p[v];
        memcpy(output + v * LANES, &z, sizeof z);
    }
}

// `first` and `count` are multiples of 64. In two sweeps: one alone would be a longer chain of operations than a processor
// looks ahead, and would wait for itself.
TIANMU_INLINE void SET(normals)(
    uint64_t seed, uint32_t stream, uint32_t dimension, uint64_t first, float *output, size_t count) {
    for (size_t start = 0; start < count; start += 512) {
        size_t length = count - start < 512 ? count - start : 512;
        int32_t bits[512];
        for (size_t i = 0; i < length; i += 4 * LANES) {
            SET(philox)(seed, stream, dimension, (first + start + i) / 4, bits + i);
        }
        for (size_t i = 0; i < length; i += 2 * LANES) {
            SET(normal_pair)(bits + i, output + start + i);
        }
    }
}
