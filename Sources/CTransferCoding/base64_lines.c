// SPDX-License-Identifier: Apache-2.0
#include "base64.h"

static inline int ends_line(const uint8_t *at, int crlf) {
  return crlf ? at[0] == '\r' && at[1] == '\n' : at[0] == '\n';
}

static size_t lines_portable(const uint8_t *input, size_t count, size_t width, int crlf) {
  size_t step = width + (crlf ? 2 : 1), lines = 0;
  for (; count >= step; input += step, count -= step, lines++) {
    uint8_t all = 0;
    for (size_t i = 0; i < width; i++) all |= tc_sextets[input[i]];
    if (all > 63 || !ends_line(input + width, crlf)) break;
  }
  return lines;
}

intptr_t tc_base64_lines(const uint8_t *input, size_t count, intptr_t width, int crlf) {
  if (width <= 0) return 0;
#if defined(__x86_64__)
  if (width >= 32 && tc_level() >= tc_avx2)
    return (intptr_t)tc_lines_avx2(input, count, (size_t)width, crlf);
#endif
  return (intptr_t)lines_portable(input, count, (size_t)width, crlf);
}

size_t tc_base64_run(const uint8_t *input, size_t count) {
  size_t i = 0;
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) i = tc_run_avx2(input, count);
#endif
  while (i < count && tc_sextets[input[i]] < 64) i++;
  return i;
}
