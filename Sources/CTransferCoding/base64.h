// SPDX-License-Identifier: Apache-2.0
#ifndef BASE64_H
#define BASE64_H
#include "transfer_coding.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "these kernels write words of several octets, lowest octet first"
#endif

/// Input still to be read and output still to be written.
struct tc_run {
  const uint8_t *from, *from_end;
  uint8_t *to, *to_end;
};

extern const uint8_t tc_sextets[256];

/// Each decodes as long as it can, from group boundary to group boundary; what it leaves, the portable form takes.
void tc_decode_portable(struct tc_run *run);
/// At most that many groups; false if one could not be taken.
int tc_decode_groups(struct tc_run *run, size_t groups);

/// Octets from which decoding must begin again so that `characters` characters, 0 to 3, are read again: they belong to a
/// group that was not complete.
static inline const uint8_t *tc_step_back(const uint8_t *at, size_t characters) {
  while (characters) {
    uint8_t sextet = tc_sextets[*--at];
    if (sextet < 64) characters--;
  }
  return at;
}

#if defined(__x86_64__)
void tc_decode_avx2(struct tc_run *run);
size_t tc_lines_avx2(const uint8_t *input, size_t count, size_t width, int crlf);
size_t tc_run_avx2(const uint8_t *input, size_t count);
size_t tc_encode_lines_avx2(
    const uint8_t *input, size_t lines, size_t width, int crlf, uint8_t *output);
size_t tc_encode_groups_avx2(const uint8_t *input, size_t groups, uint8_t *output);
#endif

#endif
