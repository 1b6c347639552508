// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "transfer_coding.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { longest_name = 31 };

/// Whether a line is reported alone: it may be a delimiter, or its field is one of those.
static inline int stands_alone(uint8_t first, size_t name, const uint32_t *lengths) {
  unsigned letter = (unsigned)(first | 0x20) - 'a';
  return first == '-' || (letter < 26 && (lengths[letter] >> name & 1));
}

/// Takes a whole line that was found to be plain. `name` is the length of its field's name, 0 for a continuation.
static inline void take(tc_header_lines *found, size_t at, size_t name, size_t end, int lone_lf) {
  found->lines++;
  found->lone_lf += lone_lf;
  if (name) {
    found->name_at = (intptr_t)at;
    found->name_length = (intptr_t)name;
  }
  found->octets = (intptr_t)end;
}

static void lines_portable(
    const uint8_t *input, size_t count, const uint32_t *lengths, tc_header_lines *found) {
  for (;;) {
    size_t at = (size_t)found->octets, name = 0, i = at;
    if (at >= count) return;
    if (input[at] != ' ' && input[at] != '\t') {
      while (i < count && i - at <= longest_name && input[i] > 32 && input[i] < 127 && input[i] != ':')
        i++;
      name = i - at;
      if (name == 0 || name > longest_name || i == count || input[i] != ':') return;
      if (stands_alone(input[at], name, lengths)) return;
    }
    while (i < count && input[i] < 128 && input[i] != '\n' && input[i] != '\r') i++;
    int crlf = i < count && input[i] == '\r';
    i += (size_t)crlf;
    if (i >= count || input[i] != '\n') return;
    take(found, at, name, i + 1, !crlf);
  }
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define MASK(octets) ((uint32_t)_mm256_movemask_epi8(octets))

AVX2 static void lines_avx2(
    const uint8_t *input, size_t count, const uint32_t *lengths, tc_header_lines *found) {
  const __m256i lf = _mm256_set1_epi8('\n'), cr = _mm256_set1_epi8('\r'),
                colon = _mm256_set1_epi8(':'), delete = _mm256_set1_epi8(127),
                graphic = _mm256_set1_epi8(33);
  size_t at = (size_t)found->octets;
  while (at + 32 <= count) {
    __m256i in = _mm256_loadu_si256((const __m256i *)(input + at));
    size_t name = 0;
    if (input[at] != ' ' && input[at] != '\t') {
      // Signed, so that octets of 128 and more end a name, too.
      uint32_t ends = MASK(_mm256_or_si256(
          _mm256_cmpgt_epi8(graphic, in),
          _mm256_or_si256(_mm256_cmpeq_epi8(in, colon), _mm256_cmpeq_epi8(in, delete))));
      name = _tzcnt_u32(ends);
      if (name == 0 || name > longest_name || input[at + name] != ':') return;
      if (stands_alone(input[at], name, lengths)) return;
    }
    size_t i = at;
    uint32_t after_cr = 0;
    for (;;) {
      uint32_t feeds = MASK(_mm256_cmpeq_epi8(in, lf)), returns = MASK(_mm256_cmpeq_epi8(in, cr));
      // What may not stand in a plain line: octets of 128 and more, and a CR that no LF follows.
      uint32_t odd = MASK(in) | ((returns << 1 | after_cr) & ~feeds);
      if (feeds) {
        unsigned place = _tzcnt_u32(feeds);
        if (odd & (_blsi_u32(feeds) - 1)) return;
        i += place;
        after_cr = (returns << 1 | after_cr) >> place & 1;
        break;
      }
      if (odd) return;
      after_cr = returns >> 31;
      i += 32;
      if (i + 32 > count) {
        // The line ends within the last octets, or not at all.
        lines_portable(input, count, lengths, found);
        return;
      }
      in = _mm256_loadu_si256((const __m256i *)(input + i));
    }
    take(found, at, name, i + 1, !after_cr);
    at = i + 1;
  }
  lines_portable(input, count, lengths, found);
}
#endif

void tc_find_header_lines(
    const uint8_t *input, size_t count, const uint32_t *lengths, tc_header_lines *found) {
  memset(found, 0, sizeof *found);
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) {
    lines_avx2(input, count, lengths, found);
    return;
  }
#endif
  lines_portable(input, count, lengths, found);
}
