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

/// listxattr(2): the names of an open file's extended attributes, each ended by NUL.
ssize_t flistxattr(int descriptor, void *list, size_t size);

/// getxattr(2): the value of one.
ssize_t fgetxattr(int descriptor, const char *name, void *value, size_t size);

/// setxattr(2): makes or replaces one.
int fsetxattr(int descriptor, const char *name, const void *value, size_t size, int flags);

/// removexattr(2): takes one away.
int fremovexattr(int descriptor, const char *name);

/// Tries to lock a whole file for reading, or for writing: an open file description lock (fcntl(2), F_OFD_SETLK), which other
/// programs meet like any lock of POSIX, but which does not end when this process closes another descriptor of the file. Where
/// the kernel or the file system knows no such locks, one of POSIX. -1 with errno where it was not had.
int sc_lock(int descriptor, int for_writing);

/// How many processors this process may run on: its affinity counts, not only the machine.
int sc_processors(void);

/// A file's octets as memory. If another program shortens the file meanwhile, the kernel sends SIGBUS for octets that are
/// gone. It must not end this program: the window is filled up with NUL then, and says that it is damaged.
///
/// Takes one of a fixed number of windows; -1 if there is none left.
int sc_window_open(void);
void sc_window_close(int window);

/// Maps a range, in place of what was mapped before; `offset` is a multiple of the page size. NULL if that is not possible:
/// then nothing is mapped.
const void *sc_window_map(int window, int descriptor, off_t offset, size_t count);

/// Maps nothing any more.
void sc_window_hide(int window);

/// Not 0 if octets have gone since the range was mapped.
int sc_window_is_damaged(int window);
