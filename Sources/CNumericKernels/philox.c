// Philox4x32-10: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC'11.
#include <string.h>

#include "CNumericKernels.h"
#include "normal_quantile.h"

// Words stand in 64-bit lanes, as vector instructions multiply 32 by 32 bits there.
typedef struct { uint64_t word[4]; } block;

TIANMU_INLINE block philox(block c, uint32_t key0, uint32_t key1) {
    for (int round = 0; round < 10; round++) {
        uint64_t product0 = 0xD2511F53u * c.word[0];
        uint64_t product1 = 0xCD9E8D57u * c.word[2];
        c = (block){{
            (product1 >> 32) ^ c.word[1] ^ key0, product1 & 0xFFFFFFFFu,
            (product0 >> 32) ^ c.word[3] ^ key1, product0 & 0xFFFFFFFFu,
        }};
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return c;
}

void tianmu_philox4x32(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]) {
    block result = philox((block){{counter[0], counter[1], counter[2], counter[3]}}, key[0], key[1]);
    for (int i = 0; i < 4; i++) {
        output[i] = (uint32_t)result.word[i];
    }
}

// The top 52 bits k as (2 k + 1) / 2^53: exact, symmetric about 1/2, never 0 or 1.
TIANMU_INLINE double open_uniform(uint64_t bits) {
    uint64_t pattern = bits >> 12 | 0x3FF0000000000000u;  // 1 + k / 2^52
    double value;
    memcpy(&value, &pattern, sizeof value);
    return value - 1.0 + 0x1p-53;
}

TIANMU_CLONES
void tianmu_philox_normals(
    uint64_t seed, uint32_t replicate, uint32_t dimension, uint64_t first, double *output, size_t count) {
    double chunk[TIANMU_CHUNK];
    size_t done = 0;
    while (done < count) {
        size_t skip = (first + done) & 1;
        uint64_t pair = (first + done) >> 1;
        size_t length = count - done < TIANMU_CHUNK - skip ? count - done : TIANMU_CHUNK - skip;
        size_t pairs = (skip + length + 1) >> 1;
        for (size_t i = 0; i < pairs; i++) {
            uint64_t number = pair + i;
            block b = philox(
                (block){{number & 0xFFFFFFFFu, number >> 32, dimension, replicate}},
                (uint32_t)seed, (uint32_t)(seed >> 32));
            chunk[2 * i] = open_uniform(b.word[1] << 32 | b.word[0]);
            chunk[2 * i + 1] = open_uniform(b.word[3] << 32 | b.word[2]);
        }
        tianmu_quantile_chunk(chunk, 2 * pairs);
        memcpy(output + done, chunk + skip, length * sizeof(double));
        done += length;
    }
}
