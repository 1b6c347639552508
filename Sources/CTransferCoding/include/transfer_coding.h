// SPDX-License-Identifier: Apache-2.0
// Octet kernels of the MIME library: searching, counting, base64. Each has a portable form and, on x86-64, one for AVX2
// (with BMI2, as every processor with AVX2 has); which runs is decided once, at run time, by what the processor can do.
#ifndef TRANSFER_CODING_H
#define TRANSFER_CODING_H
#include <stddef.h>
#include <stdint.h>

/// What the kernels may use. `tc_select` lowers it (tests and benchmarks compare the forms); it is never above what
/// the processor has.
enum { tc_portable = 0, tc_avx2 = 1 };
int tc_best_level(void);
int tc_level(void);
void tc_select(int level);

/// Index of the first LF, or `count`.
size_t tc_find_lf(const uint8_t *octets, size_t count);

/// Index of the first LF, or `count`. `*lone_cr` is not 0 if a CR stands before it anywhere but right before it (or right
/// before the end, where a LF may follow).
size_t tc_find_line(const uint8_t *octets, size_t count, int *lone_cr);

/// Index of the first place that follows a LF and holds the two octets (both within `count`), or `count`.
size_t tc_find_line_start(
    const uint8_t *octets, size_t count, uint8_t first, uint8_t second);

/// The same, but a lone CR counts as a line end too: some readers see a line there.
size_t tc_find_after_break(
    const uint8_t *octets, size_t count, uint8_t first, uint8_t second);

/// Whole lines of a header section.
typedef struct {
  /// How many octets and lines; how many end in LF without CR.
  intptr_t octets, lines, lone_lf;
  /// Where the name of the last field that began stands; its length is 0 if none did.
  intptr_t name_at, name_length;
} tc_header_lines;

/// Finds the plain lines at the beginning of `input`: whole ones that begin with a blank or with a name of at most 31 octets
/// and its colon, without octets of 128 and more and without CR but before the LF. Ends before a name whose length is
/// among those of its first letter in `lengths` (26 numbers from A on; bit 4 is 4 octets), and before a hyphen, with which a
/// delimiter may begin.
void tc_find_header_lines(
    const uint8_t *input, size_t count, const uint32_t *lengths, tc_header_lines *found);

/// Not 0 if any octet is 128 or more.
int tc_any_high(const uint8_t *octets, size_t count);

/// Counts that go on from chunk to chunk.
typedef struct {
  intptr_t lf, lone_lf, lone_cr, nul, non_ascii;
  /// Octets of the line that is open at the end.
  intptr_t open_line;
  /// Not 0 once a line had more than 998 octets, its line end not counted.
  intptr_t long_line;
  /// Not 0 if the last octet was a CR.
  intptr_t holds_cr;
} tc_counts;

/// Counts `octets` as a continuation of what `counts` holds.
void tc_count(const uint8_t *octets, size_t count, tc_counts *counts);

/// Counts LF, lone LF and lone CR only.
void tc_count_line_ends(const uint8_t *octets, size_t count, tc_counts *counts);

/// Octets that quoted-printable must encode: all but the printable ones of ASCII, SP and HTAB, and `=`. CR and LF are
/// among them.
size_t tc_count_escapes(const uint8_t *octets, size_t count);

/// The CRC-32C of octets that follow others whose CRC-32C is `crc` (0 at the beginning).
uint32_t tc_crc32c(uint32_t crc, const uint8_t *octets, size_t count);

/// Decodes base64 groups of four, passing over CR, LF, HTAB and SP. Stops before the group that holds any other octet, is
/// cut by the end of the input, or has no room. May overwrite 64 octets behind `room`.
///
/// Returns the octets consumed (up to the end of the last group taken), `*written` the octets decoded.
size_t tc_base64_decode(
    const uint8_t *input, size_t count, uint8_t *output, size_t room, intptr_t *written);

/// Number of whole lines at the beginning of `input` that have exactly `width` characters of the alphabet (no padding)
/// and then CRLF (`crlf` not 0) or LF.
intptr_t tc_base64_lines(const uint8_t *input, size_t count, intptr_t width, int crlf);

/// What is carried from chunk to chunk of a quoted-printable body.
typedef struct {
  /// Octets of the open line.
  intptr_t line;
  /// LF that no CR precedes, soft line breaks not counted.
  intptr_t lone_lf;
  /// Not 0 once a line had more than 76 octets, and once white space stood before a line end.
  intptr_t long_line, trailing_blank;
} tc_qp_state;

/// Decodes well-formed quoted-printable. Stops before a malformed `=`, a lone CR, and what the end of the input cuts, white
/// space at the end included. `output` must have room for `count + 16` octets.
///
/// Returns the octets consumed, `*written` the octets decoded.
size_t tc_qp_decode(
    const uint8_t *input, size_t count, uint8_t *output, intptr_t *written, tc_qp_state *state);

/// Sizes of quoted-printable lines, going on from call to call.
typedef struct {
  /// Octets of the decoded lines, and those of 128 and more among them.
  intptr_t decoded, non_ascii;
  /// Hard line breaks; LF that no CR precedes in hard ones and in soft ones.
  intptr_t hard, lone_lf, soft_lone_lf;
  /// Octets of the decoded line that a soft line break leaves open.
  intptr_t open_line;
  /// Not 0 once an encoded line had more than 76 octets, a decoded one more than 998.
  intptr_t long_line, long_decoded_line;
} tc_qp_lines;

/// Measures whole lines of well-formed quoted-printable from the beginning of a line on, and decodes nothing. Stops before
/// a line that holds a malformed `=`, the escape of a control character, white space at its end, a lone CR or NUL, and before
/// a line that the input cuts.
///
/// Returns the octets measured; 0 where there is no fast form.
size_t tc_qp_measure_lines(const uint8_t *input, size_t count, tc_qp_lines *lines);

/// Number of octets at the beginning of `input` that are of the alphabet.
size_t tc_base64_run(const uint8_t *input, size_t count);

/// Encodes whole lines of `width` characters (a multiple of four), each with CRLF (`crlf` not 0) or LF behind it, from
/// `lines * width / 4 * 3` octets.
void tc_base64_encode_lines(
    const uint8_t *input, size_t lines, intptr_t width, int crlf, uint8_t *output);

/// Encodes groups of three octets, four characters each, without line ends.
void tc_base64_encode_groups(const uint8_t *input, size_t groups, uint8_t *output);

#endif
