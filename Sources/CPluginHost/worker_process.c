#define _GNU_SOURCE
#include "worker_process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

struct tianmu_worker {
    pthread_t keeper;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    char *const *arguments;  // until it has started
    int child[3];            // its ends, until it has started
    int host[3];             // our ends: input, output, error; -1 once closed
    pid_t pid;
    int failure;  // error number of the start
    bool has_started;
    bool has_ended;
    int status;
};

static void close_all(int descriptors[3]) {
    for (int i = 0; i < 3; i++) {
        if (descriptors[i] >= 0) close(descriptors[i]);
        descriptors[i] = -1;
    }
}

/// A pipe, both ends above the standard streams (which a caller may have closed) and closed by exec.
static int make_pipe(int ends[2]) {
    int raw[2];
    if (pipe(raw) != 0) return errno;
    for (int i = 0; i < 2; i++) ends[i] = fcntl(raw[i], F_DUPFD_CLOEXEC, 3);
    int failure = ends[0] < 0 || ends[1] < 0 ? errno : 0;
    close(raw[0]);
    close(raw[1]);
    return failure;
}

/// What the child does: only calls that are safe after fork in a program with threads.
static void become(const struct tianmu_worker *worker, pid_t parent, int report) {
    setpgid(0, 0);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);  // the parent died before it could be watched
#endif
    for (int i = 0; i < 3; i++) dup2(worker->child[i], i);
#ifdef SYS_close_range
    // What others opened without O_CLOEXEC is none of the worker's business; 4 is CLOSE_RANGE_CLOEXEC.
    syscall(SYS_close_range, 3u, ~0u, 4u);
#endif
    // Ignored signals and blocked ones would outlive exec.
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvp(worker->arguments[0], worker->arguments);
    int failure = errno;
    ssize_t written = write(report, &failure, sizeof failure);
    _exit(written == sizeof failure ? 127 : 126);
}

static void say(struct tianmu_worker *worker, bool has_ended, int value) {
    pthread_mutex_lock(&worker->mutex);
    if (has_ended) {
        worker->has_ended = true;
        worker->status = value;
    } else {
        worker->has_started = true;
        worker->failure = value;
    }
    pthread_cond_broadcast(&worker->changed);
    pthread_mutex_unlock(&worker->mutex);
}

/// Forks, waits for exec, tells whether it went well, waits for the end.
static void *keep(void *argument) {
    struct tianmu_worker *worker = argument;
    int report[2];
    int failure = make_pipe(report);
    pid_t parent = getpid();
    worker->pid = failure == 0 ? fork() : -1;
    if (worker->pid == 0) become(worker, parent, report[1]);
    if (failure == 0) {
        if (worker->pid < 0) failure = errno;
        close(report[1]);
        if (worker->pid > 0) {
            // Ends at once when exec closes the other end.
            ssize_t count;
            do count = read(report[0], &failure, sizeof failure);
            while (count < 0 && errno == EINTR);
            if (count <= 0) failure = 0;
        }
        close(report[0]);
    }
    close_all(worker->child);
    if (worker->pid < 0) {
        say(worker, true, 0);
        say(worker, false, failure);
        return NULL;
    }
    if (failure == 0) say(worker, false, 0);
    siginfo_t info;
    // Not reaped yet: its number stays its own until what it left behind is gone too.
    while (waitid(P_PID, (id_t)worker->pid, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) continue;
    kill(-worker->pid, SIGKILL);
    pthread_mutex_lock(&worker->mutex);
    int status = 0;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) continue;
    worker->pid = -1;
    pthread_mutex_unlock(&worker->mutex);
    say(worker, true, status);
    if (failure != 0) say(worker, false, failure);
    return NULL;
}

struct tianmu_worker *tianmu_worker_start(char *const arguments[], int *failure) {
    struct tianmu_worker *worker = calloc(1, sizeof *worker);
    if (worker == NULL) {
        *failure = ENOMEM;
        return NULL;
    }
    for (int i = 0; i < 3; i++) worker->child[i] = worker->host[i] = -1;
    worker->arguments = arguments;
    worker->pid = -1;
    pthread_mutex_init(&worker->mutex, NULL);
    pthread_cond_init(&worker->changed, NULL);
    *failure = 0;
    for (int i = 0; i < 3 && *failure == 0; i++) {
        int ends[2] = {-1, -1};
        *failure = make_pipe(ends);
        worker->child[i] = ends[i == 0 ? 0 : 1];
        worker->host[i] = ends[i == 0 ? 1 : 0];
        if (*failure == 0) fcntl(worker->host[i], F_SETFL, fcntl(worker->host[i], F_GETFL) | O_NONBLOCK);
    }
    if (*failure == 0) *failure = pthread_create(&worker->keeper, NULL, keep, worker);
    if (*failure != 0) {
        close_all(worker->child);
        close_all(worker->host);
        free(worker);
        return NULL;
    }
    pthread_mutex_lock(&worker->mutex);
    while (!worker->has_started) pthread_cond_wait(&worker->changed, &worker->mutex);
    *failure = worker->failure;
    pthread_mutex_unlock(&worker->mutex);
    worker->arguments = NULL;
    if (*failure == 0) return worker;
    tianmu_worker_free(worker);
    return NULL;
}

int tianmu_worker_input(const struct tianmu_worker *worker) { return worker->host[0]; }
int tianmu_worker_output(const struct tianmu_worker *worker) { return worker->host[1]; }
int tianmu_worker_error(const struct tianmu_worker *worker) { return worker->host[2]; }

void tianmu_worker_close_input(struct tianmu_worker *worker) {
    if (worker->host[0] >= 0) close(worker->host[0]);
    worker->host[0] = -1;
}

bool tianmu_worker_wait(struct tianmu_worker *worker, int milliseconds, int *status) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    int64_t nanoseconds = until.tv_nsec + (int64_t)milliseconds * 1000000;
    until.tv_sec += nanoseconds / 1000000000;
    until.tv_nsec = nanoseconds % 1000000000;
    pthread_mutex_lock(&worker->mutex);
    while (!worker->has_ended && pthread_cond_timedwait(&worker->changed, &worker->mutex, &until) == 0) continue;
    bool has_ended = worker->has_ended;
    if (has_ended) *status = worker->status;
    pthread_mutex_unlock(&worker->mutex);
    return has_ended;
}

/// To the whole group; under the lock, so that the number cannot be another's by now.
static void send_signal(struct tianmu_worker *worker, int number) {
    pthread_mutex_lock(&worker->mutex);
    if (worker->pid > 0) kill(-worker->pid, number);
    pthread_mutex_unlock(&worker->mutex);
}

bool tianmu_worker_end(struct tianmu_worker *worker, int patience, int grace, int *status) {
    tianmu_worker_close_input(worker);
    if (tianmu_worker_wait(worker, patience, status)) return true;
    send_signal(worker, SIGTERM);
    if (tianmu_worker_wait(worker, grace, status)) return true;
    send_signal(worker, SIGKILL);
    return tianmu_worker_wait(worker, grace, status);
}

void tianmu_worker_free(struct tianmu_worker *worker) {
    send_signal(worker, SIGKILL);
    close_all(worker->host);
    pthread_join(worker->keeper, NULL);
    pthread_cond_destroy(&worker->changed);
    pthread_mutex_destroy(&worker->mutex);
    free(worker);
}
