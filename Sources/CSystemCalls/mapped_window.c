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

#include "system_calls.h"

enum { window_count = 1024 };

/// Read by the signal handler, at any moment, of any thread: hence atomic. `version` is odd while a window changes, and
/// `count` is 0 while nothing is mapped.
static struct {
  _Atomic int is_taken, is_damaged;
  _Atomic unsigned version;
  _Atomic uintptr_t start;
  _Atomic size_t count;
} windows[window_count];

static struct sigaction previous;
static uintptr_t page_size;

/// Whether an address lies in what a window shows. One that is just being moved is another thread's, which does not look at
/// it meanwhile.
static int shows(int window, uintptr_t address) {
  const unsigned version = atomic_load(&windows[window].version);
  const uintptr_t start = atomic_load(&windows[window].start);
  const size_t count = atomic_load(&windows[window].count);
  return version % 2 == 0 && address - start < count &&
         version == atomic_load(&windows[window].version);
}

/// Puts NUL into the page whose octets have gone. Any other SIGBUS takes its usual way, with the handler that was there
/// before: the instruction fails again, and what another process has sent is sent again.
static void on_bus_error(int number, siginfo_t *info, void *context) {
  (void)context;
  const int saved = errno;
  const uintptr_t at = (uintptr_t)info->si_addr;
  for (int i = 0; info->si_code > 0 && i < window_count; i++) {
    if (!shows(i, at)) continue;
    void *filled = mmap((void *)(at & ~(page_size - 1)), page_size, PROT_READ,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (filled == MAP_FAILED) break;
    atomic_store(&windows[i].is_damaged, 1);
    errno = saved;
    return;
  }
  sigaction(number, &previous, NULL);
  if (info->si_code <= 0) raise(number);
  errno = saved;
}

static void install(void) {
  page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO};
  sigaction(SIGBUS, &action, &previous);
}

int sc_window_open(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  for (int i = 0; i < window_count; i++)
    if (!atomic_exchange(&windows[i].is_taken, 1)) return i;
  return -1;
}

/// Tells the handler what a window shows.
static void set(int window, uintptr_t start, size_t count) {
  atomic_fetch_add(&windows[window].version, 1);
  atomic_store(&windows[window].start, start);
  atomic_store(&windows[window].count, count);
  atomic_fetch_add(&windows[window].version, 1);
}

void sc_window_hide(int window) {
  const size_t count = atomic_load(&windows[window].count);
  if (!count) return;
  const uintptr_t start = atomic_load(&windows[window].start);
  set(window, 0, 0);
  munmap((void *)start, count);
}

void sc_window_close(int window) {
  sc_window_hide(window);
  atomic_store(&windows[window].is_taken, 0);
}

const void *sc_window_map(int window, int descriptor, off_t offset, size_t count) {
  sc_window_hide(window);
  void *start = mmap(NULL, count, PROT_READ, MAP_SHARED, descriptor, offset);
  if (start == MAP_FAILED) return NULL;
  atomic_store(&windows[window].is_damaged, 0);
  set(window, (uintptr_t)start, count);
  return start;
}

int sc_window_is_damaged(int window) { return atomic_load(&windows[window].is_damaged); }
