// SPDX-License-Identifier: Apache-2.0
// Calls of Linux that glibc has, but declares for programs in C with _GNU_SOURCE only.
#pragma once
#include <stddef.h>
#include <sys/types.h>

/// rename(2): with RENAME_NOREPLACE it fails where the new name exists; with RENAME_EXCHANGE both names swap their files.
int renameat2(int old_directory, const char *old_name, int new_directory, const char *new_name, unsigned int flags);

/// copy_file_range(2): copies within the kernel; file systems that can share blocks do.
ssize_t copy_file_range(int in, off_t *in_offset, int out, off_t *out_offset, size_t count, unsigned int flags);

/// memmem(3): the first place of a text in another.
void *memmem(const void *text, size_t text_count, const void *part, size_t part_count);

/// syncfs(2): writes everything of one file system to its disk.
int syncfs(int descriptor);
