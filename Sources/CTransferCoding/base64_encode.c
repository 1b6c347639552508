// SPDX-License-Identifier: Apache-2.0
#include "base64.h"

#include <string.h>

/// Two characters for each 12 bits.
static uint16_t pairs[4096];

__attribute__((constructor)) static void fill_pairs(void) {
  const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int bits = 0; bits < 4096; bits++) {
    char two[2] = {alphabet[bits >> 6], alphabet[bits & 63]};
    memcpy(&pairs[bits], two, 2);
  }
}

static inline void encode_group(const uint8_t *at, uint8_t *to) {
  uint32_t bits = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
  memcpy(to, &pairs[bits >> 12], 2);
  memcpy(to + 2, &pairs[bits & 4095], 2);
}

/// Six octets at once, of which eight are read.
static inline void encode_two_groups(const uint8_t *at, uint8_t *to) {
  uint64_t word;
  memcpy(&word, at, 8);
  word = __builtin_bswap64(word);
  uint64_t out = pairs[word >> 52] | (uint64_t)pairs[word >> 40 & 4095] << 16 |
                 (uint64_t)pairs[word >> 28 & 4095] << 32 | (uint64_t)pairs[word >> 16 & 4095] << 48;
  memcpy(to, &out, 8);
}

static void encode_line(const uint8_t *input, size_t octets, int is_last, uint8_t *output) {
  size_t i = 0;
  // Only within a line that another follows may two octets behind it be read.
  size_t readable = is_last ? octets : octets + 2;
  for (; i + 6 <= octets && i + 8 <= readable; i += 6, output += 8) encode_two_groups(input + i, output);
  for (; i < octets; i += 3, output += 4) encode_group(input + i, output);
}

void tc_base64_encode_lines(
    const uint8_t *input, size_t lines, intptr_t width, int crlf, uint8_t *output) {
  const size_t octets = (size_t)width / 4 * 3, step = (size_t)width + (crlf ? 2 : 1);
  size_t line = 0;
#if defined(__x86_64__)
  if (width >= 32 && tc_level() >= tc_avx2)
    line = tc_encode_lines_avx2(input, lines, (size_t)width, crlf, output);
#endif
  for (; line < lines; line++) {
    uint8_t *to = output + line * step;
    encode_line(input + line * octets, octets, line + 1 == lines, to);
    if (crlf) {
      to[width] = '\r';
      to[width + 1] = '\n';
    } else {
      to[width] = '\n';
    }
  }
}

void tc_base64_encode_groups(const uint8_t *input, size_t groups, uint8_t *output) {
  size_t group = 0;
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) group = tc_encode_groups_avx2(input, groups, output);
#endif
  encode_line(input + 3 * group, 3 * (groups - group), 1, output + 4 * group);
}
