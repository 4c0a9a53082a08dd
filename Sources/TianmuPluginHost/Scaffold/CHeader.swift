/// The header of the C interface, to be written beside a model: a copy of tianmu_plugin.h, which a test compares.
enum CHeader {
    static let text = #"""
        /* Growth models for Tianmu as a shared library: C ABI, version 1.
         *
         * A library defines the five functions below and is run by `tianmu plugin host LIBRARY`, in a process of its own:
         * if it crashes, that worker ends and the model is refused, and nothing else. Numbers come and go in plain arrays of
         * doubles. Every struct begins with its size in bytes: later versions only add members at the end, so look at `size`
         * before you read a member that is not in version 1. Pointers are valid during the call only. Calls come one at a
         * time.
         */
        #ifndef TIANMU_PLUGIN_H
        #define TIANMU_PLUGIN_H

        #include <stddef.h>
        #include <stdint.h>

        #ifdef __cplusplus
        extern "C" {
        #endif

        #define TIANMU_PLUGIN_VERSION 1

        /* One parameter, checked against the descriptor, defaults filled in. */
        struct tianmu_parameter {
            size_t size;
            const char *name;
            const char *word;       /* of a choice; else NULL */
            size_t count;           /* 1 for a number, 3 for p10, p50, p90, any by year or age, 0 for a choice */
            const int32_t *years;   /* of numbers by year (or age); else NULL */
            const double *values;
        };

        /* One indicator that the model is to own. */
        struct tianmu_output {
            size_t size;
            const char *indicator;
            int32_t is_percent;     /* 0: a level, which grows by per cent; 1: a percentage, which moves by points */
            size_t count;           /* observations, in order of year, with gaps, all finite */
            const int32_t *years;
            const double *values;
            const uint8_t *is_provisional;
            const double *measurement_sd; /* NaN where nobody stated one */
            size_t target_count;
            const int32_t *target_years;
            const double *target_values;
        };

        /* Another indicator that the model reads, in the role that its descriptor declares. */
        struct tianmu_driver {
            size_t size;
            const char *role;
            const char *indicator;
            int32_t is_percent;
            size_t count;           /* known years, in order, with gaps */
            const int32_t *years;
            const double *values;
        };

        /* Everything that a model may know when it is fitted. */
        struct tianmu_context {
            size_t size;
            const char *model;      /* which of the library's models */
            int32_t first_year;     /* of the forecast; the years are consecutive */
            size_t year_count;
            size_t output_count;
            const struct tianmu_output *const *outputs;
            size_t parameter_count;
            const struct tianmu_parameter *const *parameters;
            size_t driver_count;    /* those that the scenario names, in the descriptor's order */
            const struct tianmu_driver *const *drivers;
            const char *json;       /* all of this, and other regions' series, as the worker protocol writes a context */
        };

        /* What a fit says of itself. All zero at first; `prior_share` in 0...1. */
        struct tianmu_fit {
            size_t size;
            size_t parameter_normal_count; /* standard normals per draw beside the innovations, the same in all years */
            double prior_share;     /* the share of the answer that comes from priors and not from observations */
            char message[512];      /* a refusal in one sentence, or a note for the reader; UTF-8 */
        };

        /* The work of one call of tianmu_plugin_project. Tables are rows × draws, the draws of one row side by side. */
        struct tianmu_block {
            size_t size;
            size_t output_count;
            size_t year_count;
            size_t draw_count;
            const double *innovations;       /* outputs × years × draws, standard normal */
            size_t parameter_normal_count;
            const double *parameter_normals; /* parameter normals × draws */
            size_t driver_count;
            const double *drivers;           /* drivers × (1 + years) × draws, the year before the first one first */
            double *paths;                   /* outputs × years × draws, to be filled */
        };

        /* TIANMU_PLUGIN_VERSION, as compiled. */
        int32_t tianmu_plugin_version(void);

        /* A JSON array of descriptors, as in the worker protocol; it must stay valid. */
        const char *tianmu_plugin_models(void);

        /* A fitted value, or NULL with a reason in `fit->message`. */
        void *tianmu_plugin_fit(const struct tianmu_context *context, struct tianmu_fit *fit);

        /* Fills `block->paths`; 0 if all went well. Pure: the same normals give the same paths, each draw by itself. */
        int32_t tianmu_plugin_project(const void *fitted, const struct tianmu_block *block);

        /* Frees what tianmu_plugin_fit returned. */
        void tianmu_plugin_free(void *fitted);

        #ifdef __cplusplus
        }
        #endif

        #endif

        """#
}
