// SPDX-License-Identifier: Apache-2.0
#include "build_facts.h"

#ifndef LOGSCAN_COMMIT
#define LOGSCAN_COMMIT ""
#endif

const char *logscan_commit(void) { return LOGSCAN_COMMIT; }
