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

/// The sextet of each octet at its place among the three octets of a group, first octet lowest; `bad` for octets outside
/// the alphabet.
static uint32_t places[4][256];
static const uint32_t bad = UINT32_C(1) << 31;

__attribute__((constructor)) static void fill_places(void) {
  for (int octet = 0; octet < 256; octet++) {
    uint32_t s = tc_sextets[octet];
    places[0][octet] = s > 63 ? bad : s << 2;
    places[1][octet] = s > 63 ? bad : s >> 4 | (s & 15) << 12;
    places[2][octet] = s > 63 ? bad : (s >> 2) << 8 | (s & 3) << 22;
    places[3][octet] = s > 63 ? bad : s << 16;
  }
}

static inline uint32_t group(const uint8_t *at) {
  return places[0][at[0]] | places[1][at[1]] | places[2][at[2]] | places[3][at[3]];
}

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

int tc_decode_groups(struct tc_run *run, size_t groups) {
  for (; groups; groups--)
    if (!one_group(run)) return 0;
  return 1;
}

/// Whole lines of one width, with one check a line.
static void regular_lines(struct tc_run *run) {
  size_t count = (size_t)(run->from_end - run->from);
  const uint8_t *lf = memchr(run->from, '\n', count < 1024 ? count : 1024);
  if (!lf) return;
  size_t crlf = lf > run->from && lf[-1] == '\r';
  size_t width = (size_t)(lf - run->from) - crlf, step = width + crlf + 1, octets = width / 4 * 3;
  if (width % 4 || !width) return;
  const uint8_t *at = run->from;
  uint8_t *to = run->to;
  while ((size_t)(run->from_end - at) >= step && (size_t)(run->to_end - to) >= octets) {
    uint32_t all = 0;
    for (size_t i = 0; i < width / 4; i++) {
      uint32_t bits = group(at + 4 * i);
      all |= bits;
      memcpy(to + 3 * i, &bits, 4);
    }
    if (all & bad || at[step - 1] != '\n' || (crlf && at[width] != '\r')) break;
    at += step;
    to += octets;
  }
  run->from = at;
  run->to = to;
}

void tc_decode_portable(struct tc_run *run) {
  for (;;) {
    regular_lines(run);
    const uint8_t *at = run->from;
    uint8_t *to = run->to;
    while (run->from_end - at >= 16 && run->to_end - to >= 12) {
      uint32_t a = group(at), b = group(at + 4), c = group(at + 8), d = group(at + 12);
      if ((a | b | c | d) & bad) break;
      memcpy(to, &a, 4);
      memcpy(to + 3, &b, 4);
      memcpy(to + 6, &c, 4);
      memcpy(to + 9, &d, 4);
      at += 16;
      to += 12;
    }
    while (run->from_end - at >= 4 && run->to_end - to >= 3) {
      uint32_t a = group(at);
      if (a & bad) break;
      memcpy(to, &a, 4);
      at += 4;
      to += 3;
    }
    run->from = at;
    run->to = to;
    // A line end between two groups is the usual reason to be here.
    if (run->from_end - at >= 2 && at[0] == '\r' && at[1] == '\n') run->from += 2;
    else if (run->from_end - at >= 1 && at[0] == '\n') run->from += 1;
    else if (!one_group(run)) return;
  }
}

size_t tc_base64_decode(
    const uint8_t *input, size_t count, uint8_t *output, size_t room, intptr_t *written) {
  struct tc_run run = {input, input + count, output, output + room};
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) tc_decode_avx2(&run);
#endif
  tc_decode_portable(&run);
  *written = run.to - output;
  return (size_t)(run.from - input);
}
