/* A growth model for tianmu as a C library, run by `tianmu plugin host ./median_growth.so`:
 *     cc -std=c11 -O2 -shared -fPIC -o median_growth.so median_growth.c -lm */
#include "tianmu_plugin.h"
#include <math.h>
#include <stdlib.h>

struct fitted { double last, growth, sd, error; int is_percent; };

int32_t tianmu_plugin_version(void) { return TIANMU_PLUGIN_VERSION; }
const char *tianmu_plugin_models(void) {
    return "[{\"id\":\"median-growth\",\"title\":{\"zh\":\"增速中位数\",\"en\":\"Median growth\"},"
           "\"summary\":{\"zh\":\"以历年增速的中位数外推；增速正在变化时不宜用。\","
           "\"en\":\"The median of past growth goes on; not where growth is slowing or speeding up.\"},"
           "\"minimumObservations\":4,\"sources\":[\"Hyndman and Athanasopoulos (2021), 5.2, by medians\"],"
           "\"isScaleEquivariant\":true,\"requiresPositiveValues\":true}]";
}

static int ascending(const void *a, const void *b) {
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, ascending);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* What the descriptor says has been checked. To refuse: a sentence into fit->message, and NULL. */
void *tianmu_plugin_fit(const struct tianmu_context *context, struct tianmu_fit *fit) {
    const struct tianmu_output *output = context->outputs[0];
    size_t steps = output->count - 1;
    int is_percent = output->is_percent; /* a percentage moves by points, a level by per cent */
    double growth[steps], last = output->values[steps];
    for (size_t i = 0; i < steps; i++) {
        double a = output->values[i], b = output->values[i + 1];
        growth[i] = (is_percent ? b - a : log(b / a)) / (output->years[i + 1] - output->years[i]);
    }
    double middle = median(growth, steps);
    for (size_t i = 0; i < steps; i++) growth[i] = fabs(growth[i] - middle);
    double sd = 1.4826 * median(growth, steps);
    fit->parameter_normal_count = 1; /* for the error of the median */
    struct fitted *fitted = malloc(sizeof *fitted), value = {last, middle, sd, 1.2533 * sd / sqrt(steps), is_percent};
    if (!is_percent) value.last = log(last);
    if (fitted) *fitted = value;
    return fitted;
}

int32_t tianmu_plugin_project(const void *value, const struct tianmu_block *block) {
    const struct fitted *fitted = value;
    for (size_t draw = 0; draw < block->draw_count; draw++) {
        double y = fitted->last, growth = fitted->growth + fitted->error * block->parameter_normals[draw];
        for (size_t place = draw; place < block->year_count * block->draw_count; place += block->draw_count) {
            y += growth + fitted->sd * block->innovations[place];
            block->paths[place] = fitted->is_percent ? y : exp(y);
        }
    }
    return 0;
}

void tianmu_plugin_free(void *fitted) { free(fitted); }
