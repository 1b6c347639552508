// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "transfer_coding.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Whether a CR stands in `octets` anywhere but at the very end.
static int holds_cr(const uint8_t *octets, size_t count) {
  return count > 1 && memchr(octets, '\r', count - 1) != NULL;
}

static size_t line_portable(const uint8_t *octets, size_t count, size_t from, int *lone_cr) {
  const uint8_t *lf = from < count ? memchr(octets + from, '\n', count - from) : NULL;
  size_t end = lf ? (size_t)(lf - octets) : count;
  *lone_cr = holds_cr(octets, end);
  return end;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t line_avx2(
    const uint8_t *octets, size_t count, int *lone_cr) {
  const __m256i lf = _mm256_set1_epi8('\n'), cr = _mm256_set1_epi8('\r');
  uint32_t returns = 0;
  size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    __m256i block = _mm256_loadu_si256((const __m256i *)(octets + i));
    uint32_t feeds = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, lf));
    uint32_t found = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, cr));
    if (feeds) {
      // A CR right before the LF belongs to the line end; bit 31 of the block before is that place for bit 0.
      uint32_t end = _blsi_u32(feeds), before = end - 1;
      *lone_cr = returns != 0 || (found & before & ~(end >> 1)) != 0;
      return i + (size_t)__builtin_ctz(feeds);
    }
    // The last octet of the block may belong to a line end: that is seen with the next block.
    if (returns == 0 && found == UINT32_C(1) << 31) {
      if (i + 32 == count || octets[i + 32] == '\n') continue;
    }
    returns |= found;
  }
  if (returns == 0) return line_portable(octets, count, i, lone_cr);
  size_t end = line_portable(octets, count, i, lone_cr);
  *lone_cr = 1;
  return end;
}
#endif

size_t tc_find_line(const uint8_t *octets, size_t count, int *lone_cr) {
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) return line_avx2(octets, count, lone_cr);
#endif
  return line_portable(octets, count, 0, lone_cr);
}
