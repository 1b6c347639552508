// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One child process with its three standard streams bound to files. Files instead of pipes: no
/// output is too long, and nothing has to be read while the child runs.
///
/// Unsafe code: `posix_spawn` takes C strings and opaque structures. All of it is in this file.
struct ChildProcess {
  var program: String
  var arguments: [String]
  /// `NAME=value`, the whole environment.
  var environment: [String]
  var directory: String
  var input: String
  var output: String
  var error: String

  struct Ending {
    var exitCode: Int
    var signal: Int
    var cpuSeconds: Double
  }

  /// The child could not be started or waited for.
  struct Failure: Error, CustomStringConvertible {
    var program: String
    var code: Int32

    var description: String { "\(program): \(unsafe String(cString: strerror(code)))" }
  }

  func run() throws(Failure) -> Ending {
    var child: pid_t = 0
    var actions = unsafe posix_spawn_file_actions_t()
    try check(unsafe posix_spawn_file_actions_init(&actions))
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let write = O_WRONLY | O_CREAT | O_TRUNC
    try check(unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0))
    try check(unsafe posix_spawn_file_actions_addopen(&actions, 1, output, write, 0o600))
    try check(unsafe posix_spawn_file_actions_addopen(&actions, 2, error, write, 0o600))
    // `env -C` changes the folder, which Glibc's module has no spawn action for; then it becomes
    // the program, so that process, status and times are the program's own.
    let launcher = "/usr/bin/env"
    let words = unsafe makeCStrings([launcher, "-C", directory, program] + arguments)
    let variables = unsafe makeCStrings(environment)
    defer {
      unsafe freeCStrings(words)
      unsafe freeCStrings(variables)
    }
    try check(
      unsafe posix_spawn(&child, launcher, &actions, nil, words, variables))
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(child, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw Failure(program: program, code: errno) }
    }
    let signal = Int(status & 0x7f)
    return Ending(
      exitCode: signal == 0 ? Int((status >> 8) & 0xff) : -1, signal: signal,
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime))
  }

  private func check(_ code: Int32) throws(Failure) {
    if code != 0 { throw Failure(program: program, code: code) }
  }

  private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}

/// A NULL-terminated array of C strings, as `posix_spawn` wants it; to be given to `freeCStrings`.
private func makeCStrings(
  _ strings: [String]
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
  let array = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
    capacity: strings.count + 1)
  for (index, string) in strings.enumerated() {
    unsafe array.advanced(by: index).initialize(to: strdup(string))
  }
  unsafe array.advanced(by: strings.count).initialize(to: nil)
  return unsafe array
}

private func freeCStrings(_ array: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) {
  var next = unsafe array
  while let string = unsafe next.pointee {
    unsafe free(string)
    unsafe next += 1
  }
  unsafe array.deallocate()
}
