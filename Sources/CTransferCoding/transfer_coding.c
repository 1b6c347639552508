// SPDX-License-Identifier: Apache-2.0
#include "transfer_coding.h"
