// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import SystemCalls

/// How many threads do the work. The same for every command that reads much.
struct JobsOption: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Number of threads. Default: one for each processor that may be used.", valueName: "n"))
  var jobs: Int?

  mutating func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs must be from 1 to 256.")
    }
  }

  /// The number asked for, else that of the processors that this process may run on.
  var count: Int { jobs ?? Kernel.processors }
}
