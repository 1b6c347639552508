// SPDX-License-Identifier: Apache-2.0
// The yardstick of the mail benchmarks: GMime doing the same job, parse a message and decode every leaf.
#ifndef GMIME_YARDSTICK_H
#define GMIME_YARDSTICK_H
#include <stddef.h>
#include <stdint.h>

void yardstick_begin(void);
/// Parses one message from memory and decodes each leaf into a null stream.
/// Returns the octets decoded; `*leaves` is raised by their number.
size_t yardstick_decode(const uint8_t *message, size_t count, size_t *leaves);

#endif
