// SPDX-License-Identifier: Apache-2.0
#ifndef BASE64_H
#define BASE64_H
#include "transfer_coding.h"

/// Input still to be read and output still to be written.
struct tc_run {
  const uint8_t *from, *from_end;
  uint8_t *to, *to_end;
};

extern const uint8_t tc_sextets[256];

/// Each takes groups as long as it can; what it leaves, the portable form takes.
void tc_decode_portable(struct tc_run *run);

#endif
