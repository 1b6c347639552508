// SPDX-License-Identifier: Apache-2.0
#include "transfer_coding.h"

#include <stdatomic.h>

static _Atomic int chosen = -1;

int tc_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return tc_avx2;
#endif
  return tc_portable;
}

int tc_level(void) {
  int level = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (level < 0) {
    level = tc_best_level();
    atomic_store_explicit(&chosen, level, memory_order_relaxed);
  }
  return level;
}

void tc_select(int level) {
  int best = tc_best_level();
  atomic_store_explicit(&chosen, level > best ? best : level < 0 ? 0 : level, memory_order_relaxed);
}
