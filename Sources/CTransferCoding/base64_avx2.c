// SPDX-License-Identifier: Apache-2.0
// Base64 with AVX2 and BMI2. The translation of 32 characters at once follows Wojciech Muła and Daniel Lemire, "Faster
// Base64 Encoding and Decoding Using AVX2 Instructions" (arXiv 1704.00605); the line handling is our own.
#include "base64.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define AVX2_INLINE static inline __attribute__((always_inline, target("avx2,bmi,bmi2,popcnt")))

/// Not zero in the octets that are outside the alphabet.
AVX2_INLINE __m256i outside(__m256i in) {
  const __m256i low = _mm256_setr_epi8(
      0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A,
      0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A);
  const __m256i high = _mm256_setr_epi8(
      0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
      0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
  const __m256i mask = _mm256_set1_epi8(0x2F);
  __m256i h = _mm256_and_si256(_mm256_srli_epi32(in, 4), mask);
  __m256i l = _mm256_and_si256(in, mask);
  return _mm256_and_si256(_mm256_shuffle_epi8(low, l), _mm256_shuffle_epi8(high, h));
}

/// 32 characters of the alphabet to 24 octets; writes 32.
AVX2_INLINE void decode_block(__m256i in, uint8_t *to) {
  const __m256i roll = _mm256_setr_epi8(
      0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m256i slash = _mm256_set1_epi8(0x2F);
  __m256i h = _mm256_and_si256(_mm256_srli_epi32(in, 4), slash);
  __m256i shift = _mm256_shuffle_epi8(roll, _mm256_add_epi8(_mm256_cmpeq_epi8(in, slash), h));
  __m256i sextets = _mm256_add_epi8(in, shift);
  __m256i pairs = _mm256_maddubs_epi16(sextets, _mm256_set1_epi32(0x01400140));
  __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
  __m256i packed = _mm256_shuffle_epi8(
      groups, _mm256_setr_epi8(
                  2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
                  2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1));
  packed = _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, -1, -1));
  _mm256_storeu_si256((__m256i *)to, packed);
}

AVX2_INLINE int ends_line(const uint8_t *at, int crlf) {
  return crlf ? at[0] == '\r' && at[1] == '\n' : at[0] == '\n';
}

/// Whole lines of `width` characters, a multiple of four from 32 on. The last block of a line overlaps the one before.
AVX2_INLINE size_t decode_lines(struct tc_run *run, size_t width, int crlf) {
  const size_t step = width + (crlf ? 2 : 1), octets = width / 4 * 3;
  const uint8_t *at = run->from;
  uint8_t *to = run->to;
  size_t lines = 0;
  while ((size_t)(run->from_end - at) >= step && (size_t)(run->to_end - to) >= octets) {
    if (!ends_line(at + width, crlf)) break;
    __m256i in = _mm256_loadu_si256((const __m256i *)(at + width - 32));
    __m256i wrong = outside(in);
    decode_block(in, to + octets - 24);
    __m256i last = _mm256_loadu_si256((const __m256i *)(to + octets - 24));
    for (size_t i = 0; i + 32 < width; i += 32) {
      in = _mm256_loadu_si256((const __m256i *)(at + i));
      wrong = _mm256_or_si256(wrong, outside(in));
      decode_block(in, to + i / 4 * 3);
    }
    _mm256_storeu_si256((__m256i *)(to + octets - 24), last);
    if (!_mm256_testz_si256(wrong, wrong)) break;
    at += step;
    to += octets;
    lines++;
  }
  run->from = at;
  run->to = to;
  return lines;
}

/// The usual width, unrolled: 76 characters in three blocks.
AVX2_INLINE size_t decode_lines_76(struct tc_run *run, int crlf) {
  const size_t step = 76 + (crlf ? 2 : 1);
  const uint8_t *at = run->from;
  uint8_t *to = run->to;
  size_t lines = 0;
  while ((size_t)(run->from_end - at) >= step && run->to_end - to >= 57) {
    __m256i a = _mm256_loadu_si256((const __m256i *)at);
    __m256i b = _mm256_loadu_si256((const __m256i *)(at + 32));
    __m256i c = _mm256_loadu_si256((const __m256i *)(at + 44));
    __m256i wrong = _mm256_or_si256(_mm256_or_si256(outside(a), outside(b)), outside(c));
    if (!ends_line(at + 76, crlf) || !_mm256_testz_si256(wrong, wrong)) break;
    decode_block(a, to);
    decode_block(b, to + 24);
    decode_block(c, to + 33);
    at += step;
    to += 57;
    lines++;
  }
  run->from = at;
  run->to = to;
  return lines;
}

enum { longest_line = 1024 };

/// Characters of the alphabet that no line end is among for long. Two blocks at once, for one waits for the other's check.
AVX2 static void decode_long_line(struct tc_run *run) {
  const uint8_t *at = run->from;
  uint8_t *to = run->to;
  while (run->from_end - at >= 64 && run->to_end - to >= 48) {
    __m256i a = _mm256_loadu_si256((const __m256i *)at);
    __m256i b = _mm256_loadu_si256((const __m256i *)(at + 32));
    __m256i wrong = _mm256_or_si256(outside(a), outside(b));
    if (!_mm256_testz_si256(wrong, wrong)) break;
    decode_block(a, to);
    decode_block(b, to + 24);
    at += 64;
    to += 48;
  }
  run->from = at;
  run->to = to;
}

/// Decodes line by line, whatever the width, as long as lines are regular; and a line that is too long to be seen whole.
AVX2 static void decode_regular(struct tc_run *run) {
  for (;;) {
    size_t count = (size_t)(run->from_end - run->from);
    const uint8_t *lf = memchr(run->from, '\n', count < longest_line ? count : longest_line);
    if (!lf) {
      decode_long_line(run);
      return;
    }
    int crlf = lf > run->from && lf[-1] == '\r';
    size_t width = (size_t)(lf - run->from) - (size_t)crlf;
    if (width % 4) return;
    if (width < 32) {
      // The rest of a line in whose middle the input began.
      if (!tc_decode_groups(run, width / 4)) return;
      if (run->from <= lf) run->from = lf + 1;
    } else if (!(width == 76 ? decode_lines_76(run, crlf) : decode_lines(run, width, crlf))) {
      return;
    }
  }
}

enum { chunk = 480, staged = chunk + 64 };

/// Moves the characters of 32 octets that are not white space to `to`; returns how many.
AVX2_INLINE size_t compact(__m256i in, uint32_t white, const uint8_t *at, uint8_t *to) {
  if (!white) {
    _mm256_storeu_si256((__m256i *)to, in);
    return 32;
  }
  size_t count = 0;
  for (int i = 0; i < 4; i++) {
    uint64_t word;
    memcpy(&word, at + 8 * i, 8);
    uint64_t keep = _pdep_u64((uint64_t)(~white >> (8 * i) & 0xFF), UINT64_C(0x0101010101010101));
    keep *= 0xFF;
    word = _pext_u64(word, keep);
    memcpy(to + count, &word, 8);
    count += (size_t)__builtin_popcountll(keep) / 8;
  }
  return count;
}

/// Decodes a stretch of any layout by taking out white space first. False if it holds other octets.
AVX2 static int decode_chunk(struct tc_run *run) {
  if (run->from_end - run->from < chunk || run->to_end - run->to < chunk / 4 * 3) return 0;
  uint8_t stage[staged];
  size_t count = 0;
  for (int i = 0; i < chunk; i += 32) {
    const uint8_t *at = run->from + i;
    __m256i in = _mm256_loadu_si256((const __m256i *)at);
    __m256i white = _mm256_or_si256(
        _mm256_or_si256(
            _mm256_cmpeq_epi8(in, _mm256_set1_epi8('\n')), _mm256_cmpeq_epi8(in, _mm256_set1_epi8('\r'))),
        _mm256_or_si256(
            _mm256_cmpeq_epi8(in, _mm256_set1_epi8(' ')), _mm256_cmpeq_epi8(in, _mm256_set1_epi8('\t'))));
    count += compact(in, (uint32_t)_mm256_movemask_epi8(white), at, stage + count);
  }
  memset(stage + count, 'A', 32);
  __m256i wrong = _mm256_setzero_si256();
  for (size_t i = 0; i < count; i += 32) {
    __m256i in = _mm256_loadu_si256((const __m256i *)(stage + i));
    wrong = _mm256_or_si256(wrong, outside(in));
    decode_block(in, run->to + i / 4 * 3);
  }
  if (!_mm256_testz_si256(wrong, wrong)) return 0;
  run->to += count / 4 * 3;
  run->from = tc_step_back(run->from + chunk, count % 4);
  return 1;
}

void tc_decode_avx2(struct tc_run *run) {
  do decode_regular(run);
  while (decode_chunk(run));
}

/// How far ahead of what is looked at: it may lie behind the input, so that it is not a pointer into it.
enum { prefetched = 4096 };

AVX2 size_t tc_lines_avx2(const uint8_t *input, size_t count, size_t width, int crlf) {
  const size_t step = width + (crlf ? 2 : 1);
  size_t lines = 0;
  // Two lines of the usual width at a time, with those of the next page on their way from memory.
  for (; width == 76 && count >= 2 * step; input += 2 * step, count -= 2 * step, lines += 2) {
    const uint8_t *next = input + step;
    for (size_t i = prefetched; i < prefetched + 192; i += 64) __builtin_prefetch((const void *)((uintptr_t)input + i));
    __m256i a = outside(_mm256_loadu_si256((const __m256i *)input));
    __m256i b = outside(_mm256_loadu_si256((const __m256i *)(input + 32)));
    __m256i c = outside(_mm256_loadu_si256((const __m256i *)(input + 44)));
    __m256i d = outside(_mm256_loadu_si256((const __m256i *)next));
    __m256i e = outside(_mm256_loadu_si256((const __m256i *)(next + 32)));
    __m256i f = outside(_mm256_loadu_si256((const __m256i *)(next + 44)));
    __m256i wrong = _mm256_or_si256(_mm256_or_si256(_mm256_or_si256(a, b), c),
                                    _mm256_or_si256(_mm256_or_si256(d, e), f));
    if (!ends_line(input + 76, crlf) || !ends_line(next + 76, crlf)) break;
    if (!_mm256_testz_si256(wrong, wrong)) break;
  }
  for (; count >= step; input += step, count -= step, lines++) {
    __m256i wrong = outside(_mm256_loadu_si256((const __m256i *)(input + width - 32)));
    for (size_t i = 0; i + 32 < width; i += 32)
      wrong = _mm256_or_si256(wrong, outside(_mm256_loadu_si256((const __m256i *)(input + i))));
    if (!ends_line(input + width, crlf) || !_mm256_testz_si256(wrong, wrong)) break;
  }
  return lines;
}

AVX2 size_t tc_run_avx2(const uint8_t *input, size_t count) {
  size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    __m256i wrong = outside(_mm256_loadu_si256((const __m256i *)(input + i)));
    if (!_mm256_testz_si256(wrong, wrong)) break;
  }
  return i;
}

/// 24 octets, of which 28 are read, to 32 characters.
AVX2_INLINE __m256i encode_block(const uint8_t *at) {
  __m256i in = _mm256_inserti128_si256(
      _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)at)),
      _mm_loadu_si128((const __m128i *)(at + 12)), 1);
  in = _mm256_shuffle_epi8(
      in, _mm256_setr_epi8(
              1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10,
              1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10));
  __m256i a = _mm256_mulhi_epu16(
      _mm256_and_si256(in, _mm256_set1_epi32(0x0FC0FC00)), _mm256_set1_epi32(0x04000040));
  __m256i b = _mm256_mullo_epi16(
      _mm256_and_si256(in, _mm256_set1_epi32(0x003F03F0)), _mm256_set1_epi32(0x01000010));
  __m256i sextets = _mm256_or_si256(a, b);
  __m256i kind = _mm256_subs_epu8(sextets, _mm256_set1_epi8(51));
  __m256i capital = _mm256_cmpgt_epi8(_mm256_set1_epi8(26), sextets);
  kind = _mm256_or_si256(kind, _mm256_and_si256(capital, _mm256_set1_epi8(13)));
  const __m256i shift = _mm256_setr_epi8(
      71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -19, -16, 65, 0, 0,
      71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -19, -16, 65, 0, 0);
  return _mm256_add_epi8(_mm256_shuffle_epi8(shift, kind), sextets);
}

AVX2 size_t tc_encode_lines_avx2(
    const uint8_t *input, size_t lines, size_t width, int crlf, uint8_t *output) {
  const size_t octets = width / 4 * 3;
  size_t line = 0;
  // The last blocks read up to four octets behind their line, so the last line is left to others.
  for (; line + 1 < lines; line++) {
    for (size_t i = 0; i + 32 < width; i += 32)
      _mm256_storeu_si256((__m256i *)(output + i), encode_block(input + i / 4 * 3));
    _mm256_storeu_si256((__m256i *)(output + width - 32), encode_block(input + octets - 24));
    output += width;
    if (crlf) *output++ = '\r';
    *output++ = '\n';
    input += octets;
  }
  return line;
}

AVX2 size_t tc_encode_groups_avx2(const uint8_t *input, size_t groups, uint8_t *output) {
  size_t group = 0;
  // A block is of eight groups and reads into the two that follow.
  for (; groups - group >= 10; group += 8)
    _mm256_storeu_si256((__m256i *)(output + 4 * group), encode_block(input + 3 * group));
  return group;
}
#endif
