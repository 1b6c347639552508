// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "transfer_coding.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define AVX2_INLINE static inline __attribute__((always_inline, target("avx2,bmi,bmi2,popcnt")))

enum { longest_encoded = 76, longest_decoded = 998 };

/// Where octets of a kind stand among 64; bit 0 is the first of them.
struct kinds {
  uint64_t equals, lf, cr, blank, digit, high_digit, zero, nul, high;
};

/// The highest bits of 64 octets. The compiler must not look through: it would turn masks back into vectors, bit by bit.
AVX2_INLINE uint64_t mask(__m256i a, __m256i b) {
  uint64_t bits =
      (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
  __asm__("" : "+r"(bits));
  return bits;
}

#define BOTH(kind) mask(kind(a), kind(b))
#define IS(octet, c) _mm256_cmpeq_epi8(octet, _mm256_set1_epi8(c))

AVX2_INLINE __m256i within(__m256i octets, char first, char last) {
  return _mm256_and_si256(
      _mm256_cmpgt_epi8(octets, _mm256_set1_epi8((char)(first - 1))),
      _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(last + 1)), octets));
}

AVX2_INLINE __m256i digits(__m256i octets) {
  __m256i letters = within(_mm256_or_si256(octets, _mm256_set1_epi8(0x20)), 'a', 'f');
  return _mm256_or_si256(within(octets, '0', '9'), letters);
}

AVX2_INLINE struct kinds kinds_of(const uint8_t *octets) {
  const __m256i a = _mm256_loadu_si256((const __m256i *)octets);
  const __m256i b = _mm256_loadu_si256((const __m256i *)(octets + 32));
#define EQUALS(x) IS(x, '=')
#define LF(x) IS(x, '\n')
#define CR(x) IS(x, '\r')
#define BLANK(x) _mm256_or_si256(IS(x, ' '), IS(x, '\t'))
#define ABOVE_7(x) _mm256_cmpgt_epi8(x, _mm256_set1_epi8('7'))
#define ZERO(x) IS(x, '0')
#define NUL(x) IS(x, 0)
#define ITSELF(x) (x)
  struct kinds kinds = {BOTH(EQUALS), BOTH(LF), BOTH(CR), BOTH(BLANK), BOTH(digits),
                        BOTH(ABOVE_7), BOTH(ZERO), BOTH(NUL), BOTH(ITSELF)};
  return kinds;
}

/// The mask of what stands `n` octets further on.
#define AHEAD(kind, n) (now.kind >> (n) | next.kind << (64 - (n)))

AVX2 static size_t lines_avx2(const uint8_t *input, size_t count, tc_qp_lines *lines) {
  size_t settled = 0;
  if (count < 128) return 0;
  tc_qp_lines total = *lines;
  // Octets that leave nothing behind them, carried on from the block before, and the last octet being a CR.
  uint64_t carried = 0, after_cr = 0;
  size_t line = 0;
  struct kinds now = kinds_of(input);
  for (size_t i = 0; i + 128 <= count; i += 64) {
    struct kinds next = kinds_of(input + i + 64);
    uint64_t line_end = AHEAD(lf, 1) | (AHEAD(cr, 1) & AHEAD(lf, 2));
    uint64_t escape = now.equals & AHEAD(digit, 1) & AHEAD(digit, 2);
    uint64_t soft = now.equals & line_end;
    uint64_t soft_crlf = soft & ~AHEAD(lf, 1);
    // Whatever is not well formed, and escapes of control characters, are left to the caller.
    uint64_t odd = (now.equals & ~(escape | soft)) | (escape & AHEAD(zero, 1)) | (now.blank & line_end)
                   | (now.cr & ~AHEAD(lf, 1)) | now.nul;
    uint64_t removed = escape << 1 | escape << 2 | soft | soft << 1 | soft_crlf << 2 | carried;
    uint64_t wide = now.high | (escape & AHEAD(high_digit, 1));
    uint64_t returns = now.cr << 1 | after_cr;
    uint64_t feeds = odd ? now.lf & (_blsi_u64(odd) - 1) : now.lf;
    uint64_t from = 0;
    for (; feeds; feeds = _blsr_u64(feeds)) {
      unsigned place = (unsigned)_tzcnt_u64(feeds);
      uint64_t here = UINT64_C(1) << place, before = here - 1;
      uint64_t lone = ~(returns >> place) & 1, hard = ~(removed >> place) & 1;
      // The line end is two octets, or one.
      size_t end = i + place - (size_t)(1 - lone);
      if (end - line > longest_encoded) total.long_line = 1;
      uint64_t kept = ~removed & before & ~from;
      total.non_ascii += __builtin_popcountll(wide & before & ~from);
      total.hard += (intptr_t)hard;
      total.lone_lf += (intptr_t)(lone & hard);
      total.soft_lone_lf += (intptr_t)(lone & ~hard & 1);
      intptr_t length = __builtin_popcountll(kept);
      total.decoded += length + (intptr_t)hard;
      total.open_line += length;
      if (hard) {
        if (total.open_line - (intptr_t)(1 - lone) > longest_decoded) total.long_decoded_line = 1;
        total.open_line = 0;
      } else if (total.open_line > longest_decoded) {
        total.long_decoded_line = 1;
      }
      line = settled = i + place + 1;
      *lines = total;
      from = before | here;
    }
    if (odd) break;
    uint64_t kept = ~removed & ~from;
    intptr_t length = __builtin_popcountll(kept);
    total.decoded += length;
    total.open_line += length;
    total.non_ascii += __builtin_popcountll(wide & ~from);
    carried = escape >> 63 | escape >> 62 | soft >> 63 | soft_crlf >> 62;
    after_cr = now.cr >> 63;
    now = next;
  }
  return settled;
}

/// The same up to the end of the input: what the blocks could not reach, they find in a copy with room behind it.
AVX2 static size_t all_lines_avx2(const uint8_t *input, size_t count, tc_qp_lines *lines) {
  enum { longest_rest = 256, reach = 128 };
  size_t settled = lines_avx2(input, count, lines), rest = count - settled;
  if (rest == 0 || rest > longest_rest) return settled;
  uint8_t copy[longest_rest + reach];
  memcpy(copy, input + settled, rest);
  memset(copy + rest, 0, reach);
  return settled + lines_avx2(copy, rest + reach, lines);
}
#endif

size_t tc_qp_measure_lines(const uint8_t *input, size_t count, tc_qp_lines *lines) {
#if defined(__x86_64__)
  if (tc_level() >= tc_avx2) return all_lines_avx2(input, count, lines);
#endif
  return 0;
}
