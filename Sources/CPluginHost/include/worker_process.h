// A child process with three pipes, which dies with its parent.
//
// In C, because between fork and exec nothing of a Swift or Foundation runtime may run, and because PR_SET_PDEATHSIG has
// to be set there; swift-subprocess would do as well, but costs more time to build than all of this project's host.
//
// PR_SET_PDEATHSIG follows the *thread* that forked. Each worker therefore has a keeper, a thread that forks it, waits
// for its end and reaps it, and so lives exactly as long.
//
// What the worker started is in its process group, and in there is a guard, which kills the group when this program ends,
// however that comes. A process that leaves the group (setsid) is nobody's: neither reaches it.

#ifndef TIANMU_WORKER_PROCESS_H
#define TIANMU_WORKER_PROCESS_H

#include <stdbool.h>

struct tianmu_worker;

/// Starts a program, found in PATH if its name has no slash, in a process group of its own, and a guard in there.
/// @param arguments the name first, ended by NULL.
/// @param failure the error number if NULL is returned.
struct tianmu_worker *tianmu_worker_start(char *const arguments[], int *failure);

/// Our ends of the worker's standard input, output and error: non-blocking, closed in other children.
int tianmu_worker_input(const struct tianmu_worker *worker);
int tianmu_worker_output(const struct tianmu_worker *worker);
int tianmu_worker_error(const struct tianmu_worker *worker);

/// Closes the worker's standard input, which tells it to end.
void tianmu_worker_close_input(struct tianmu_worker *worker);

/// Waits for the end, not longer than this. True if it has ended; then `status` is as waitpid has it.
bool tianmu_worker_wait(struct tianmu_worker *worker, int milliseconds, int *status);

/// Ends the worker and what it started: end of input; after `patience` SIGTERM; after `grace` SIGKILL. Both in
/// milliseconds. True if it ended; then `status` is as waitpid has it.
bool tianmu_worker_end(struct tianmu_worker *worker, int patience, int grace, int *status);

/// Kills it if it still runs, and frees everything.
void tianmu_worker_free(struct tianmu_worker *worker);

#endif
