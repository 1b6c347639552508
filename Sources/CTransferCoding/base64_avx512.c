// SPDX-License-Identifier: Apache-2.0
// Base64 decoding with AVX-512 VBMI and VBMI2: table look-up of 64 characters at once, white space taken out by
// `vpcompressb`, so that every layout is decoded at one speed.
#include "base64.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define AVX512 __attribute__((target("avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))
#define AVX512_INLINE \
  static inline __attribute__( \
      (always_inline, target("avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

/// 64 sextets to 48 octets; writes 64.
AVX512_INLINE void decode_block(__m512i sextets, uint8_t *to) {
  __m512i pairs = _mm512_maddubs_epi16(sextets, _mm512_set1_epi32(0x01400140));
  __m512i groups = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00011000));
  const __m512i pack = _mm512_set_epi8(
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 61, 62, 56, 57, 58, 52, 53, 54, 48, 49, 50,
      44, 45, 46, 40, 41, 42, 36, 37, 38, 32, 33, 34, 28, 29, 30, 24, 25, 26, 20, 21, 22, 16, 17, 18,
      12, 13, 14, 8, 9, 10, 4, 5, 6, 0, 1, 2);
  _mm512_storeu_si512(to, _mm512_permutexvar_epi8(pack, groups));
}

enum { chunk = 512, staged = chunk + 64 };

/// Decodes a stretch of any layout. False if it holds octets that are neither of the alphabet nor white space.
AVX512_INLINE int decode_chunk(struct tc_run *run, __m512i low, __m512i high) {
  if (run->from_end - run->from < chunk || run->to_end - run->to < chunk / 4 * 3) return 0;
  uint8_t stage[staged];
  size_t count = 0;
  __m512i seen = _mm512_setzero_si512();
  for (int i = 0; i < chunk; i += 64) {
    __m512i in = _mm512_loadu_si512(run->from + i);
    __m512i sextets = _mm512_permutex2var_epi8(low, in, high);
    // Octets from 128 on, and those the table marks with 128, are foreign.
    seen = _mm512_or_si512(seen, _mm512_or_si512(in, sextets));
    __mmask64 keep = _mm512_testn_epi8_mask(sextets, _mm512_set1_epi8(64));
    _mm512_storeu_si512(stage + count, _mm512_maskz_compress_epi8(keep, sextets));
    count += (size_t)__builtin_popcountll(keep);
  }
  if (_mm512_movepi8_mask(seen)) return 0;
  for (size_t i = 0; i < count; i += 64) decode_block(_mm512_loadu_si512(stage + i), run->to + i / 4 * 3);
  run->to += count / 4 * 3;
  run->from = tc_step_back(run->from + chunk, count % 4);
  return 1;
}

AVX512 void tc_decode_avx512(struct tc_run *run) {
  uint8_t table[128];
  for (int octet = 0; octet < 128; octet++) table[octet] = tc_sextets[octet] > 64 ? 128 : tc_sextets[octet];
  const __m512i low = _mm512_loadu_si512(table), high = _mm512_loadu_si512(table + 64);
  while (decode_chunk(run, low, high)) {
  }
}
#endif
