// SPDX-License-Identifier: Apache-2.0
#include "base64.h"

static inline int line_end(const uint8_t *at, int crlf) {
  return crlf ? at[0] == '\r' && at[1] == '\n' : at[0] == '\n';
}

static intptr_t lines_portable(
    const uint8_t *input, size_t count, size_t width, int crlf, intptr_t lines) {
  size_t step = width + (crlf ? 2 : 1);
  for (size_t at = (size_t)lines * step; count - at >= step; at += step, lines++) {
    uint8_t all = 0;
    for (size_t i = 0; i < width; i++) all |= tc_sextets[input[at + i]];
    if (all > 63 || !line_end(input + at + width, crlf)) break;
  }
  return lines;
}

intptr_t tc_base64_lines(const uint8_t *input, size_t count, intptr_t width, int crlf) {
  if (width <= 0) return 0;
  return lines_portable(input, count, (size_t)width, crlf, 0);
}
