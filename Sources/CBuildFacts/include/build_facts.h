// SPDX-License-Identifier: Apache-2.0
// What only the build knows.
#ifndef LOGSCAN_BUILD_FACTS_H
#define LOGSCAN_BUILD_FACTS_H

/// The commit that the program was built from; empty where the build was not told.
const char *_Nonnull logscan_commit(void);

#endif
