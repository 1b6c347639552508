// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What one run of a program cost.
struct Cost {
  var cpuSeconds = 0.0
  var wallSeconds = 0.0
  /// Largest resident set in MiB. Never below that of the benchmark program itself, from which
  /// the child starts: about 10 MiB.
  var peakMebibytes = 0.0
  var exitCode = 0

  /// The run in the middle, each measure by itself.
  static func median(of costs: [Cost]) -> Cost {
    let middle = { (key: (Cost) -> Double) in costs.map(key).sorted()[costs.count / 2] }
    return Cost(
      cpuSeconds: middle(\.cpuSeconds), wallSeconds: middle(\.wallSeconds),
      peakMebibytes: costs.map(\.peakMebibytes).max() ?? 0,
      exitCode: costs.map(\.exitCode).max() ?? 0)
  }
}

/// A program with its arguments. Its output goes to a file, or nowhere.
struct Command {
  var words: [String]
  var output = "/dev/null"

  init(_ words: String..., output: String = "/dev/null") {
    self.words = words
    self.output = output
  }

  init(_ words: [String], output: String = "/dev/null") {
    self.words = words
    self.output = output
  }

  /// A line of shell; the cost includes what the shell starts.
  static func shell(_ line: String) -> Command { Command("/bin/sh", "-c", line) }

  /// Runs to the end. All of the runner's unsafe code is in this function and the two below.
  func run() -> Cost {
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o644)
    var arguments = unsafe words.map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    defer { for place in words.indices { unsafe free(arguments[place]) } }
    var child: pid_t = 0
    let start = monotonicSeconds()
    guard unsafe posix_spawnp(&child, words[0], &actions, nil, arguments, environ) == 0 else {
      return Cost(exitCode: 127)
    }
    var status: Int32 = 0
    var usage = rusage()
    _ = unsafe wait4(child, &status, 0, &usage)
    return Cost(
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      wallSeconds: monotonicSeconds() - start, peakMebibytes: Double(usage.ru_maxrss) / 1024,
      exitCode: status & 0x7f == 0 ? Int((status >> 8) & 0xff) : 128 + Int(status & 0x7f))
  }

  private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private func monotonicSeconds() -> Double {
    var now = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
