// SPDX-License-Identifier: Apache-2.0
#include "base64.h"

#include <string.h>

/// Value of each octet: 0 to 63 for the alphabet of RFC 2045 section 6.8, 64 for what is passed over, 255 for the rest.
#define X 255
#define W 64
const uint8_t tc_sextets[256] = {
    X, X, X, X, X, X, X, X, X, W, W, X, X, W, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    W, X, X, X, X, X, X, X, X, X, X, 62, X, X, X, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, X, X, X, X, X, X,
    X, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, X, X, X, X, X,
    X, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
    X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X,
};
#undef X
#undef W

/// One group of four, octet by octet, white space passed over. False where the group cannot be taken.
static inline int one_group(struct tc_run *run) {
  const uint8_t *at = run->from;
  uint32_t bits = 0;
  int count = 0;
  if (run->to_end - run->to < 3) return 0;
  while (count < 4) {
    if (at == run->from_end) return 0;
    uint8_t sextet = tc_sextets[*at++];
    if (sextet == 64) continue;
    if (sextet > 64) return 0;
    bits = bits << 6 | sextet;
    count++;
  }
  run->to[0] = (uint8_t)(bits >> 16);
  run->to[1] = (uint8_t)(bits >> 8);
  run->to[2] = (uint8_t)bits;
  run->to += 3;
  run->from = at;
  return 1;
}

void tc_decode_portable(struct tc_run *run) {
  while (one_group(run)) {
  }
}

size_t tc_base64_decode(
    const uint8_t *input, size_t count, uint8_t *output, size_t room, intptr_t *written) {
  struct tc_run run = {input, input + count, output, output + room};
  tc_decode_portable(&run);
  *written = run.to - output;
  return (size_t)(run.from - input);
}
