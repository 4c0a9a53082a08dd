// Sobol points with the direction numbers of Joe and Kuo (2008), Owen-scrambled by hashing: B. Burley (2020), Practical
// hash-based Owen scrambling, Journal of Computer Graphics Techniques 9(4), 1-20, with the hash of Laine and Karras.
#include "CNumericKernels.h"
#include "joe_kuo.h"
#include "normal_quantile.h"

_Static_assert(sizeof joe_kuo / sizeof joe_kuo[0] == TIANMU_SOBOL_DIMENSIONS, "one row a dimension");

TIANMU_INLINE uint32_t reverse_bits(uint32_t x) {
    x = (x & 0x55555555u) << 1 | (x >> 1 & 0x55555555u);
    x = (x & 0x33333333u) << 2 | (x >> 2 & 0x33333333u);
    x = (x & 0x0F0F0F0Fu) << 4 | (x >> 4 & 0x0F0F0F0Fu);
    x = (x & 0x00FF00FFu) << 8 | (x >> 8 & 0x00FF00FFu);
    return x << 16 | x >> 16;
}

// m_k for k = 1 ... 32 by Sobol's recurrence, m_k = 2 a_1 m_{k-1} ^ ... ^ 2^s m_{k-s} ^ m_{k-s} (Joe and Kuo, eq. 2).
// The direction number is m_k / 2^k; its 32 bits are given in reverse, lowest first, as the scramble wants them.
static void reversed_directions(uint32_t dimension, uint32_t directions[32]) {
    const uint16_t *row = joe_kuo[dimension];
    uint32_t polynomial = row[0];
    int degree = 31 - __builtin_clz(polynomial);
    uint32_t m[32];
    for (int k = 0; k < 32; k++) {
        if (degree == 0) {
            m[k] = 1;
        } else if (k < degree) {
            m[k] = row[1 + k];
        } else {
            m[k] = m[k - degree];
            for (int j = 1; j <= degree; j++) {
                if (polynomial >> (degree - j) & 1) {
                    m[k] ^= m[k - j] << j;
                }
            }
        }
    }
    for (int k = 0; k < 32; k++) {
        directions[k] = reverse_bits(m[k] << (31 - k));
    }
}

// Point i is the exclusive or of the directions of the bits of i's Gray code (Antonov and Saleev 1979).
static uint32_t reversed_point(const uint32_t directions[32], uint32_t index) {
    uint32_t point = 0;
    for (uint32_t code = index ^ index >> 1; code != 0; code &= code - 1) {
        point ^= directions[__builtin_ctz(code)];
    }
    return point;
}

// Consecutive points differ in one direction. The last step of all, from 2^32 - 1, wraps to point 0.
TIANMU_INLINE uint32_t step(const uint32_t directions[32], uint32_t point, uint32_t next_index) {
    return next_index == 0 ? 0 : point ^ directions[__builtin_ctz(next_index)];
}

void tianmu_sobol_points(uint32_t dimension, uint32_t first, uint32_t *output, size_t count) {
    uint32_t directions[32];
    reversed_directions(dimension, directions);
    uint32_t point = reversed_point(directions, first);
    for (size_t i = 0; i < count; i++) {
        output[i] = reverse_bits(point);
        point = step(directions, point, first + (uint32_t)i + 1);
    }
}

// Burley (2020), listing 2: each bit flipped by a hash of the bits below it, which are the point's bits above it.
TIANMU_INLINE uint32_t laine_karras(uint32_t x, uint32_t seed) {
    x += seed;
    x ^= x * 0x6C50B47Cu;
    x ^= x * 0xB82F1E52u;
    x ^= x * 0xC7AFE638u;
    x ^= x * 0x8D22F6E6u;
    return x;
}

TIANMU_CLONES
void tianmu_sobol_normals(
    uint64_t seed, uint32_t replicate, uint32_t dimension, uint32_t first, double *output, size_t count) {
    // A counter that tianmu_philox_normals reaches only after 2^64 normals.
    const uint32_t counter[4] = {0, 0xFFFFFFFFu, dimension, replicate};
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t hash[4];
    tianmu_philox4x32(counter, key, hash);

    uint32_t directions[32];
    reversed_directions(dimension, directions);
    uint32_t point = reversed_point(directions, first);
    uint32_t points[TIANMU_CHUNK];
    for (size_t done = 0; done < count;) {
        size_t length = count - done < TIANMU_CHUNK ? count - done : TIANMU_CHUNK;
        for (size_t i = 0; i < length; i++) {
            points[i] = point;
            point = step(directions, point, first + (uint32_t)(done + i) + 1);
        }
        for (size_t i = 0; i < length; i++) {
            output[done + i] = (reverse_bits(laine_karras(points[i], hash[0])) + 0.5) * 0x1p-32;
        }
        tianmu_quantile_chunk(output + done, length);
        done += length;
    }
}
