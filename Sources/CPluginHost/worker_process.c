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

/// The signals of a new process are as usual: ignored ones and blocked ones would outlive exec.
static void unblock_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/// Lets exec close whatever others opened without O_CLOEXEC; 4 is CLOSE_RANGE_CLOEXEC.
static void close_on_exec(unsigned int first) {
#ifdef SYS_close_range
    syscall(SYS_close_range, first, ~0u, 4u);
#else
    (void)first;
#endif
}

/// What the guard does: waits in the worker's group until nobody holds the other end of `alarm`, and kills the group, itself
/// too. PR_SET_PDEATHSIG reaches the worker alone and not what it started.
///
/// A shell does it, so that no copy of this program's memory is kept: `read` ends at the end of its input.
static void stand_guard(pid_t group, int alarm) {
    char *const words[] = {"tianmu-guard", "-c", "read -r end; kill -9 0", NULL};
    // It outlasts what asks the group to end.
    static const int requests[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    for (int i = 0; i < 4; i++) signal(requests[i], SIG_IGN);
    setpgid(0, group);
    int nothing = open("/dev/null", O_RDWR);
    dup2(alarm, 0);
    dup2(nothing, 1);
    dup2(nothing, 2);
    close_on_exec(3);
    unblock_signals();
    execv("/bin/sh", words);
    _exit(127);
}

/// What the child does: only calls that are safe after fork in a program with threads.
/// @param go has a byte once the guard stands.
static void become(const struct tianmu_worker *worker, pid_t parent, int report, const int go[2]) {
    setpgid(0, 0);
    close(go[1]);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);  // the parent died before it could be watched
#endif
    char byte;
    ssize_t count;
    do count = read(go[0], &byte, 1);
    while (count < 0 && errno == EINTR);
    if (count != 1) _exit(127);
    for (int i = 0; i < 3; i++) dup2(worker->child[i], i);
    close_on_exec(3);
    signal(SIGPIPE, SIG_DFL);
    unblock_signals();
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

static void reap(pid_t pid, int *status) {
    while (waitpid(pid, status, 0) < 0 && errno == EINTR) continue;
}

/// Forks the worker and its guard, and lets the worker go.
/// @param alarm the guard's pipe, of which this program holds the second end as long as it lives.
/// @return what exec says, or whatever went wrong before; then `worker->pid` may be -1.
static int launch(struct tianmu_worker *worker, const int alarm[2], pid_t *guard) {
    int ends[4] = {-1, -1, -1, -1};
    int *report = ends, *go = ends + 2;
    int failure = make_pipe(report);
    if (failure == 0) failure = make_pipe(go);
    pid_t parent = getpid();
    worker->pid = failure == 0 ? fork() : -1;
    if (worker->pid == 0) become(worker, parent, report[1], go);
    if (failure == 0 && worker->pid < 0) failure = errno;
    if (worker->pid > 0) {
        // The group must be there before the guard enters it; whoever comes first founds it.
        setpgid(worker->pid, worker->pid);
        *guard = fork();
        if (*guard == 0) stand_guard(worker->pid, alarm[0]);
        if (*guard > 0) setpgid(*guard, worker->pid);
        if (*guard < 0) failure = errno;
        // Without a guard it is not let go, and ends.
        if (*guard > 0 && write(go[1], "", 1) != 1) failure = errno;
    }
    if (report[1] >= 0) close(report[1]);
    if (go[1] >= 0) close(go[1]);
    if (failure == 0) {
        // Ends at once when exec closes the other end.
        ssize_t count;
        do count = read(report[0], &failure, sizeof failure);
        while (count < 0 && errno == EINTR);
        if (count <= 0) failure = 0;
    }
    if (report[0] >= 0) close(report[0]);
    if (go[0] >= 0) close(go[0]);
    return failure;
}

/// Starts the worker, tells whether it went well, waits for the end.
static void *keep(void *argument) {
    struct tianmu_worker *worker = argument;
    int alarm[2] = {-1, -1};
    pid_t guard = -1;
    int failure = make_pipe(alarm);
    if (failure == 0) failure = launch(worker, alarm, &guard);
    if (alarm[0] >= 0) close(alarm[0]);
    close_all(worker->child);
    if (worker->pid < 0) {
        if (alarm[1] >= 0) close(alarm[1]);
        say(worker, true, 0);
        say(worker, false, failure);
        return NULL;
    }
    if (failure == 0) say(worker, false, 0);
    siginfo_t info;
    // Not reaped yet: its number stays its own until what it left behind is gone too.
    while (waitid(P_PID, (id_t)worker->pid, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) continue;
    kill(-worker->pid, SIGKILL);
    if (guard > 0) kill(guard, SIGKILL);
    close(alarm[1]);
    int ignored;
    if (guard > 0) reap(guard, &ignored);
    pthread_mutex_lock(&worker->mutex);
    int status = 0;
    reap(worker->pid, &status);
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
