// Order statistics of positive single precision values, by counting: values of the bins that hold a wanted rank are
// gathered and counted again in finer bins. Bins are of the values' bits, which are ordered as they are.
#include <string.h>

#include "CEnsemble.h"

enum { BIN_BITS = 11, BINS = 1 << BIN_BITS, FEW = 24 };

static int32_t key_of(float value) {
    int32_t key;
    memcpy(&key, &value, sizeof key);
    return key;
}

static void sort_few(float *values, size_t count) {
    for (size_t i = 1; i < count; i++) {
        float value = values[i];
        size_t j = i;
        for (; j > 0 && values[j - 1] > value; j--) {
            values[j] = values[j - 1];
        }
        values[j] = value;
    }
}

// Ranks are `offset` more than they are among these values. `values` may be lost where `scratch` is.
static void select_from(
    const float *values, size_t count, const size_t *ranks, size_t rank_count, size_t offset, float *found,
    float *scratch, float *further) {
    if (count <= FEW) {
        float few[FEW];
        memcpy(few, values, count * sizeof(float));
        sort_few(few, count);
        for (size_t r = 0; r < rank_count; r++) {
            found[r] = few[ranks[r] - offset];
        }
        return;
    }
    int32_t least = key_of(values[0]), most = least;
    for (size_t i = 1; i < count; i++) {
        int32_t key = key_of(values[i]);
        least = key < least ? key : least;
        most = key > most ? key : most;
    }
    int shift = 0;
    while ((uint32_t)(most - least) >> shift >= BINS) {
        shift++;
    }
    uint32_t counts[BINS] = {0};
    for (size_t i = 0; i < count; i++) {
        counts[(uint32_t)(key_of(values[i]) - least) >> shift]++;
    }
    if (shift == 0) {  // a bin is one value
        uint32_t bin = 0;
        size_t before = counts[0];
        for (size_t r = 0; r < rank_count; r++) {
            while (before <= ranks[r] - offset) {
                before += counts[++bin];
            }
            int32_t key = least + (int32_t)bin;
            memcpy(&found[r], &key, sizeof key);
        }
        return;
    }
    // Where each wanted bin's values go; 0 for bins that nobody wants.
    float *place[BINS];
    memset(place, 0, sizeof place);
    float *end = scratch;
    size_t before = 0, next = 0;
    for (uint32_t bin = 0; bin < BINS && next < rank_count; bin++) {
        before += counts[bin];
        if (ranks[next] - offset < before) {
            place[bin] = end;
            end += counts[bin];
            while (next < rank_count && ranks[next] - offset < before) {
                next++;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        float **to = &place[(uint32_t)(key_of(values[i]) - least) >> shift];
        if (*to != NULL) {
            *(*to)++ = values[i];
        }
    }
    before = 0;
    float *start = scratch;
    next = 0;
    for (uint32_t bin = 0; bin < BINS && next < rank_count; bin++) {
        if (place[bin] != NULL) {
            size_t last = next;
            while (last < rank_count && ranks[last] - offset < before + counts[bin]) {
                last++;
            }
            select_from(
                start, counts[bin], ranks + next, last - next, offset + before, found + next, further + (start - scratch),
                start);
            start += counts[bin];
            next = last;
        }
        before += counts[bin];
    }
}

void tianmu_select_floats(
    const float *values, size_t count, const size_t *ranks, size_t rank_count, float *found, float *scratch) {
    if (rank_count > 0) {
        select_from(values, count, ranks, rank_count, 0, found, scratch, scratch + count);
    }
}
