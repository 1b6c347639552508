// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "transfer_coding.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

size_t tc_find_lf(const uint8_t *octets, size_t count) {
  const uint8_t *found = count ? memchr(octets, '\n', count) : NULL;
  return found ? (size_t)(found - octets) : count;
}

static size_t starts_portable(
    const uint8_t *octets, size_t count, size_t from, uint8_t first, uint8_t second) {
  size_t i = from;
  while (i + 2 < count) {
    const uint8_t *lf = memchr(octets + i, '\n', count - 2 - i);
    if (!lf) return count;
    i = (size_t)(lf - octets) + 1;
    if (octets[i] == first && octets[i + 1] == second) return i;
  }
  return count;
}

static size_t breaks_portable(
    const uint8_t *octets, size_t count, size_t from, uint8_t first, uint8_t second) {
  for (size_t i = from; i + 2 < count; i++)
    if (octets[i + 1] == first && octets[i + 2] == second && (octets[i] == '\n' || octets[i] == '\r'))
      return i + 1;
  return count;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t starts_avx2(
    const uint8_t *octets, size_t count, uint8_t first, uint8_t second) {
  const __m256i lf = _mm256_set1_epi8('\n'), start = _mm256_set1_epi8((char)first);
  size_t i = 0;
  for (; i + 66 <= count; i += 64) {
    __m256i a = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(octets + i)), lf);
    __m256i b = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(octets + i + 1)), start);
    __m256i c = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(octets + i + 32)), lf);
    __m256i d = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(octets + i + 33)), start);
    __m256i ab = _mm256_and_si256(a, b), cd = _mm256_and_si256(c, d);
    if (_mm256_testz_si256(_mm256_or_si256(ab, cd), _mm256_set1_epi8(-1))) continue;
    uint64_t mask = (uint32_t)_mm256_movemask_epi8(ab) | (uint64_t)(uint32_t)_mm256_movemask_epi8(cd) << 32;
    for (; mask; mask &= mask - 1) {
      size_t at = i + (size_t)__builtin_ctzll(mask) + 1;
      if (octets[at + 1] == second) return at;
    }
  }
  return starts_portable(octets, count, i, first, second);
}

__attribute__((target("avx2"))) static size_t breaks_avx2(
    const uint8_t *octets, size_t count, uint8_t first, uint8_t second) {
  const __m256i lf = _mm256_set1_epi8('\n'), cr = _mm256_set1_epi8('\r'),
                start = _mm256_set1_epi8((char)first), next = _mm256_set1_epi8((char)second);
  size_t i = 0;
  for (; i + 34 <= count; i += 32) {
    __m256i b = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(octets + i + 1)), start);
    __m256i c = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(octets + i + 2)), next);
    __m256i bc = _mm256_and_si256(b, c);
    if (_mm256_testz_si256(bc, bc)) continue;
    __m256i in = _mm256_loadu_si256((const __m256i *)(octets + i));
    __m256i a = _mm256_or_si256(_mm256_cmpeq_epi8(in, lf), _mm256_cmpeq_epi8(in, cr));
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(a, bc));
    if (mask) return i + (size_t)__builtin_ctz(mask) + 1;
  }
  return breaks_portable(octets, count, i, first, second);
}
#endif

size_t tc_find_after_break(
    const uint8_t *octets, size_t count, uint8_t first, uint8_t second) {
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) return breaks_avx2(octets, count, first, second);
#endif
  return breaks_portable(octets, count, 0, first, second);
}

size_t tc_find_line_start(
    const uint8_t *octets, size_t count, uint8_t first, uint8_t second) {
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) return starts_avx2(octets, count, first, second);
#endif
  return starts_portable(octets, count, 0, first, second);
}

int tc_any_high(const uint8_t *octets, size_t count) {
  uint64_t all = 0, word;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    memcpy(&word, octets + i, 8);
    all |= word;
  }
  for (; i < count; i++) all |= octets[i];
  return (all & UINT64_C(0x8080808080808080)) != 0;
}
