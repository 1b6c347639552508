// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "transfer_coding.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { longest_line = 998 };

static void count_portable(const uint8_t *octets, size_t count, tc_counts *counts) {
  tc_counts now = *counts;
  for (size_t i = 0; i < count; i++) {
    uint8_t octet = octets[i];
    if (octet == '\n') {
      now.lf++;
      if (now.holds_cr) now.open_line--;
      else now.lone_lf++;
      now.holds_cr = 0;
      if (now.open_line > longest_line) now.long_line = 1;
      now.open_line = 0;
      continue;
    }
    now.lone_cr += now.holds_cr;
    now.holds_cr = octet == '\r';
    now.nul += octet == 0;
    now.non_ascii += octet >> 7;
    now.open_line++;
    if (now.open_line > longest_line + 1 || (now.open_line > longest_line && !now.holds_cr))
      now.long_line = 1;
  }
  *counts = now;
}

#if defined(__x86_64__)
/// Takes the line ends among `n` octets, 1 to 64, by their masks; bit 0 is the first octet. Returns what follows a CR.
static inline __attribute__((always_inline)) uint64_t take_line_ends(
    tc_counts *now, unsigned n, uint64_t lf, uint64_t cr) {
  uint64_t all = ~UINT64_C(0) >> (64 - n);
  uint64_t after_cr = (cr << 1 | (uint64_t)(now->holds_cr != 0)) & all;
  now->lf += __builtin_popcountll(lf);
  now->lone_lf += __builtin_popcountll(lf & ~after_cr);
  now->lone_cr += __builtin_popcountll(after_cr & ~lf);
  now->holds_cr = (intptr_t)(cr >> (n - 1));
  return after_cr;
}

/// Takes the lengths of lines.
static inline __attribute__((always_inline)) void take_lengths(
    tc_counts *now, unsigned n, uint64_t lf, uint64_t after_cr) {
  if (lf) {
    // Lines that lie within 64 octets are short. The first one may go on from before.
    int first = __builtin_ctzll(lf);
    intptr_t length = now->open_line + first - (intptr_t)(after_cr >> first & 1);
    if (length > longest_line) now->long_line = 1;
    now->open_line = (intptr_t)n - 64 + __builtin_clzll(lf);
  } else {
    now->open_line += n;
  }
  intptr_t settled = now->open_line - now->holds_cr;
  if (settled > longest_line) now->long_line = 1;
}

#define MASK(x, y) \
  ((uint32_t)_mm256_movemask_epi8(x) | (uint64_t)(uint32_t)_mm256_movemask_epi8(y) << 32)

/// Counts `n` octets, 1 to 64, of which 64 can be read; more than line ends if `all` is not 0.
static inline __attribute__((always_inline, target("avx2,popcnt,bmi"))) void count_block(
    const uint8_t *octets, unsigned n, int all, tc_counts *now) {
  const __m256i lf = _mm256_set1_epi8('\n'), cr = _mm256_set1_epi8('\r'),
                zero = _mm256_setzero_si256();
  __m256i a = _mm256_loadu_si256((const __m256i *)octets);
  __m256i b = _mm256_loadu_si256((const __m256i *)(octets + 32));
  uint64_t feeds = MASK(_mm256_cmpeq_epi8(a, lf), _mm256_cmpeq_epi8(b, lf));
  uint64_t after_cr =
      take_line_ends(now, n, feeds, MASK(_mm256_cmpeq_epi8(a, cr), _mm256_cmpeq_epi8(b, cr)));
  if (!all) return;
  uint64_t nul = MASK(_mm256_cmpeq_epi8(a, zero), _mm256_cmpeq_epi8(b, zero));
  now->nul += __builtin_popcountll(nul & ~UINT64_C(0) >> (64 - n));
  now->non_ascii += __builtin_popcountll(MASK(a, b));
  take_lengths(now, n, feeds, after_cr);
}

static inline __attribute__((always_inline, target("avx2,popcnt,bmi"))) void count_blocks(
    const uint8_t *octets, size_t count, int all, tc_counts *counts) {
  tc_counts now = *counts;
  for (; count >= 64; octets += 64, count -= 64) count_block(octets, 64, all, &now);
  if (count) {
    uint8_t rest[64] = {0};
    memcpy(rest, octets, count);
    count_block(rest, (unsigned)count, all, &now);
  }
  *counts = now;
}

__attribute__((target("avx2,popcnt,bmi"))) static void count_avx2(
    const uint8_t *octets, size_t count, tc_counts *counts) {
  count_blocks(octets, count, 1, counts);
}

__attribute__((target("avx2,popcnt,bmi"))) static void count_line_ends_avx2(
    const uint8_t *octets, size_t count, tc_counts *counts) {
  count_blocks(octets, count, 0, counts);
}
#endif

void tc_count(const uint8_t *octets, size_t count, tc_counts *counts) {
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) {
    count_avx2(octets, count, counts);
    return;
  }
#endif
  count_portable(octets, count, counts);
}

void tc_count_line_ends(const uint8_t *octets, size_t count, tc_counts *counts) {
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) {
    count_line_ends_avx2(octets, count, counts);
    return;
  }
#endif
  for (size_t i = 0; i < count; i++) {
    if (octets[i] == '\n') {
      counts->lf++;
      counts->lone_lf += !counts->holds_cr;
    } else {
      counts->lone_cr += counts->holds_cr;
    }
    counts->holds_cr = octets[i] == '\r';
  }
}

size_t tc_count_escapes(const uint8_t *octets, size_t count) {
  size_t escapes = 0;
  while (count) {
    // Short runs, so that the compiler counts in octets.
    size_t run = count < 255 ? count : 255;
    uint8_t found = 0;
    for (size_t i = 0; i < run; i++) {
      uint8_t octet = octets[i];
      found += ((uint8_t)((uint8_t)(octet - 0x20) > 0x5E) & (octet != '\t')) | (octet == '=');
    }
    escapes += found;
    octets += run;
    count -= run;
  }
  return escapes;
}
