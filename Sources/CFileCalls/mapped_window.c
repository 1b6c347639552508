// SPDX-License-Identifier: Apache-2.0
// Windows into files, and what happens when a file gets shorter behind one.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "file_calls.h"

enum { window_count = 1024 };

/// Read by the signal handler, at any moment, of any thread: hence atomic. `count` is 0 while nothing is mapped.
static struct {
  _Atomic int is_taken, is_damaged;
  _Atomic uintptr_t start;
  _Atomic size_t count;
} windows[window_count];

static struct sigaction previous;
static uintptr_t page_size;

/// Puts NUL where octets have gone, to the end of the window. Any other SIGBUS takes its usual way: the instruction fails
/// again, with the handler that was there before.
static void on_bus_error(int number, siginfo_t *info, void *context) {
  (void)context;
  const int saved = errno;
  const uintptr_t at = (uintptr_t)info->si_addr;
  for (int i = 0; i < window_count; i++) {
    const uintptr_t start = atomic_load(&windows[i].start);
    const size_t count = atomic_load(&windows[i].count);
    if (at - start >= count) continue;
    const uintptr_t page = at & ~(page_size - 1);
    void *filled = mmap((void *)page, start + count - page, PROT_READ,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (filled == MAP_FAILED) break;
    atomic_store(&windows[i].is_damaged, 1);
    errno = saved;
    return;
  }
  sigaction(number, &previous, NULL);
  errno = saved;
}

static void install(void) {
  page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO};
  sigaction(SIGBUS, &action, &previous);
}

int fc_window_open(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  for (int i = 0; i < window_count; i++)
    if (!atomic_exchange(&windows[i].is_taken, 1)) return i;
  return -1;
}

void fc_window_hide(int window) {
  const size_t count = atomic_exchange(&windows[window].count, 0);
  if (count) munmap((void *)atomic_load(&windows[window].start), count);
}

void fc_window_close(int window) {
  fc_window_hide(window);
  atomic_store(&windows[window].is_taken, 0);
}

const void *fc_window_map(int window, int descriptor, off_t offset, size_t count) {
  fc_window_hide(window);
  void *start = mmap(NULL, count, PROT_READ, MAP_SHARED, descriptor, offset);
  if (start == MAP_FAILED) return NULL;
  atomic_store(&windows[window].is_damaged, 0);
  atomic_store(&windows[window].start, (uintptr_t)start);
  atomic_store(&windows[window].count, count);
  return start;
}

int fc_window_is_damaged(int window) { return atomic_load(&windows[window].is_damaged); }
