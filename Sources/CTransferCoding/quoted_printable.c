// SPDX-License-Identifier: Apache-2.0
#include "transfer_coding.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { longest_line = 76 };

static inline int is_blank(uint8_t octet) { return octet == ' ' || octet == '\t'; }

static inline int hexadecimal(uint8_t octet) {
  if (octet >= '0' && octet <= '9') return octet - '0';
  octet |= 0x20;
  return octet >= 'a' && octet <= 'f' ? octet - 'a' + 10 : -1;
}

/// Where reading and writing stand.
struct place {
  size_t in, out;
};

/// Copies octets that stand for themselves.
static inline struct place copy_plain(
    const uint8_t *input, size_t count, uint8_t *output, struct place at) {
#if defined(__x86_64__)
  // SSE2 is part of every x86-64.
  while (at.in + 16 <= count) {
    __m128i octets = _mm_loadu_si128((const __m128i *)(input + at.in));
    __m128i special = _mm_or_si128(
        _mm_cmpeq_epi8(octets, _mm_set1_epi8('=')),
        _mm_or_si128(
            _mm_cmpeq_epi8(octets, _mm_set1_epi8('\r')), _mm_cmpeq_epi8(octets, _mm_set1_epi8('\n'))));
    _mm_storeu_si128((__m128i *)(output + at.out), octets);
    int mask = _mm_movemask_epi8(special);
    int run = mask ? __builtin_ctz((unsigned)mask) : 16;
    at.in += (size_t)run;
    at.out += (size_t)run;
    if (mask) return at;
  }
#endif
  while (at.in < count && input[at.in] != '=' && input[at.in] != '\r' && input[at.in] != '\n')
    output[at.out++] = input[at.in++];
  return at;
}

size_t tc_qp_decode(
    const uint8_t *input, size_t count, uint8_t *output, intptr_t *written, tc_qp_state *state) {
  struct place at = {0, 0};
  // Where the line began, as if all of it stood in this input.
  intptr_t line = -state->line;
  for (;;) {
    at = copy_plain(input, count, output, at);
    if (at.in == count) break;
    size_t i = at.in;
    if (input[i] == '=') {
      if (i + 2 >= count) break;
      int high = hexadecimal(input[i + 1]), low = hexadecimal(input[i + 2]);
      if (high >= 0 && low >= 0) {
        output[at.out++] = (uint8_t)(high << 4 | low);
        at.in += 3;
        continue;
      }
      size_t end = input[i + 1] == '\n' ? i + 2 : input[i + 1] == '\r' && input[i + 2] == '\n' ? i + 3 : 0;
      if (!end) break;
      if ((intptr_t)i + 1 - line > longest_line) state->long_line = 1;
      at.in = end;
    } else {
      int crlf = input[i] == '\r';
      if (crlf && (i + 1 >= count || input[i + 1] != '\n')) break;
      if ((intptr_t)i - line > longest_line) state->long_line = 1;
      // White space before a line end is deleted (RFC 2045 section 6.7 rule 3). In the input it stands for itself.
      size_t blanks = 0;
      while (blanks < i && is_blank(input[i - 1 - blanks])) blanks++;
      at.out -= blanks;
      if (blanks) state->trailing_blank = 1;
      if (crlf) output[at.out++] = '\r';
      else state->lone_lf++;
      output[at.out++] = '\n';
      at.in = i + 1 + (size_t)crlf;
    }
    line = (intptr_t)at.in;
  }
  // White space at the end may turn out to stand before a line end.
  while (at.in > 0 && is_blank(input[at.in - 1])) {
    at.in--;
    at.out--;
  }
  state->line = (intptr_t)at.in - line;
  if (state->line > longest_line) state->long_line = 1;
  *written = (intptr_t)at.out;
  return at.in;
}
