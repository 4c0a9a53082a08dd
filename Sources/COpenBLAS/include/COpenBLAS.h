// OpenBLAS, loaded on first use. No link-time dependency: a missing library is an error text, not a linker error, and
// the environment variables that OpenBLAS reads while it loads can be set first.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

// CBLAS constants (cblas.h).
enum {
    TIANMU_ROW_MAJOR = 101,
    TIANMU_NO_TRANSPOSE = 111,
    TIANMU_TRANSPOSE = 112,
    TIANMU_LOWER = 122,
    TIANMU_NON_UNIT = 131,
    TIANMU_LEFT = 141
};

// The functions used. Those with a trailing underscore in OpenBLAS are Fortran: column-major, all by reference
// (Debian's OpenBLAS has no LAPACKE).
typedef struct tianmu_openblas {
    void (*dtrmm)(
        int order, int side, int uplo, int transA, int diag, int m, int n,
        double alpha, const double *a, int lda, double *b, int ldb);
    void (*dgemm)(
        int order, int transA, int transB, int m, int n, int k,
        double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);
    // Cholesky factor.
    void (*dpotrf)(const char *uplo, const int *n, double *a, const int *lda, int *info);
    // Eigenvalues and eigenvectors of a symmetric matrix.
    void (*dsyev)(
        const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
        double *work, const int *lwork, int *info);
    // QR factors.
    void (*dgeqrf)(
        const int *m, const int *n, double *a, const int *lda, double *tau,
        double *work, const int *lwork, int *info);
    // Singular value decomposition.
    void (*dgesvd)(
        const char *jobu, const char *jobvt, const int *m, const int *n, double *a, const int *lda, double *s,
        double *u, const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *info);
    char *(*corename)(void);
    char *(*config)(void);
} tianmu_openblas;

// The functions, or NULL if the library is missing or lacks one of them; then tianmu_openblas_error() says why.
// Thread-safe; the first call loads the library, and sets OPENBLAS_NUM_THREADS and OPENBLAS_CORETYPE if they are unset.
// TIANMU_OPENBLAS names another library file to load instead.
const tianmu_openblas *tianmu_openblas_load(void);

// Why loading failed; empty if it did not.
const char *tianmu_openblas_error(void);

// 1 if this processor (and its operating system) runs AVX2 and FMA, 0 if not or if it is not an x86-64.
int tianmu_cpu_has_avx2(void);

#ifdef __cplusplus
}
#endif
