// SPDX-License-Identifier: Apache-2.0
// CRC-32C (RFC 9260 appendix A): polynomial 0x1EDC6F41, bits reflected.
#include <pthread.h>
#include <string.h>

#include "transfer_coding.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

static const uint32_t polynomial = 0x82F63B78;

/// Octets of each of the three streams that the processor checks at once, and the lengths after which they are joined.
enum { long_stream = 4096, short_stream = 256 };

/// What a checksum becomes after that many octets of zero, by each of its four octets.
struct shift {
  uint32_t table[4][256];
};
static uint32_t table[256];
static struct shift long_shift, short_shift;

static uint32_t portable(uint32_t crc, const uint8_t *octets, size_t count) {
  for (size_t i = 0; i < count; i++) crc = crc >> 8 ^ table[(crc ^ octets[i]) & 255];
  return crc;
}

/// The checksum is linear: 32 columns tell what each of its bits becomes.
static void make_shift(struct shift *shift, size_t zeroes) {
  static const uint8_t none[64];
  uint32_t column[32];
  for (int bit = 0; bit < 32; bit++) {
    uint32_t crc = UINT32_C(1) << bit;
    for (size_t done = 0; done < zeroes; done += sizeof none) crc = portable(crc, none, sizeof none);
    column[bit] = crc;
  }
  for (int place = 0; place < 4; place++)
    for (int value = 0; value < 256; value++) {
      uint32_t sum = 0;
      for (int bit = 0; bit < 8; bit++)
        if (value >> bit & 1) sum ^= column[8 * place + bit];
      shift->table[place][value] = sum;
    }
}

static void make_tables(void) {
  for (uint32_t value = 0; value < 256; value++) {
    uint32_t crc = value;
    for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ polynomial : crc >> 1;
    table[value] = crc;
  }
  make_shift(&long_shift, long_stream);
  make_shift(&short_shift, short_stream);
}

#if defined(__x86_64__)
static uint32_t shifted(const struct shift *shift, uint64_t crc) {
  return shift->table[0][crc & 255] ^ shift->table[1][crc >> 8 & 255]
      ^ shift->table[2][crc >> 16 & 255] ^ shift->table[3][crc >> 24 & 255];
}

static inline uint64_t word(const uint8_t *octets) {
  uint64_t value;
  memcpy(&value, octets, sizeof value);
  return value;
}

/// Three streams side by side, for the instruction takes three cycles and one can start in each. The idea is Mark Adler's.
__attribute__((target("sse4.2"), always_inline)) static inline const uint8_t *three(
    uint64_t *crc, const uint8_t *octets, const uint8_t *end, size_t stream, const struct shift *shift) {
  while ((size_t)(end - octets) >= 3 * stream) {
    uint64_t a = *crc, b = 0, c = 0;
    for (const uint8_t *stop = octets + stream; octets < stop; octets += 8) {
      a = _mm_crc32_u64(a, word(octets));
      b = _mm_crc32_u64(b, word(octets + stream));
      c = _mm_crc32_u64(c, word(octets + 2 * stream));
    }
    a = shifted(shift, a) ^ b;
    *crc = shifted(shift, a) ^ c;
    octets += 2 * stream;
  }
  return octets;
}

__attribute__((target("sse4.2"))) static uint32_t by_instruction(
    uint32_t crc, const uint8_t *octets, size_t count) {
  const uint8_t *end = octets + count;
  uint64_t value = crc;
  octets = three(&value, octets, end, long_stream, &long_shift);
  octets = three(&value, octets, end, short_stream, &short_shift);
  for (; end - octets >= 8; octets += 8) value = _mm_crc32_u64(value, word(octets));
  for (; octets < end; octets++) value = _mm_crc32_u8((uint32_t)value, *octets);
  return (uint32_t)value;
}
#endif

uint32_t tc_crc32c(uint32_t crc, const uint8_t *octets, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_tables);
#if defined(__x86_64__)
  // Every processor with AVX2 has SSE 4.2.
  if (tc_level() >= tc_avx2) return ~by_instruction(~crc, octets, count);
#endif
  return ~portable(~crc, octets, count);
}
