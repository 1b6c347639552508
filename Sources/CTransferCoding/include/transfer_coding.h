// SPDX-License-Identifier: Apache-2.0
#ifndef TRANSFER_CODING_H
#define TRANSFER_CODING_H

#endif
