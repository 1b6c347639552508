// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// The `logscan` that was built with the tests, run as its users run it.
///
/// It lies beside the test program; `LOGSCAN_PROGRAM` in the environment names another one, for
/// example a release build.
package struct BuiltProgram: Sendable {
  package let path: String

  package static let logscan: BuiltProgram = {
    if let chosen = ProcessInfo.processInfo.environment["LOGSCAN_PROGRAM"] {
      return BuiltProgram(path: chosen)
    }
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    return BuiltProgram(path: Repository.ancestor(of: tests, levels: 1) + "/logscan")
  }()

  package init(path: String) { self.path = path }

  /// Runs the program to its end with `arguments`, from the root of the source tree.
  ///
  /// The environment holds `PATH`, `HOME`, `LANG=C` and what `environment` adds, nothing else, so
  /// that results do not depend on who runs the tests. Standard input is a file with `input`.
  package func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    in directory: String = Repository.root
  ) throws -> ProgramResult {
    try withTemporaryFolder { folder in
      try folder.write(input, to: "in")
      var variables = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "C"]
      variables.merge(environment) { $1 }
      let ending = try ChildProcess(
        program: path, arguments: arguments,
        environment: variables.map { "\($0)=\($1)" }.sorted(), directory: directory,
        input: folder.path("in"), output: folder.path("out"), error: folder.path("err")
      ).run()
      return ProgramResult(
        exitCode: ending.exitCode, signal: ending.signal, cpuSeconds: ending.cpuSeconds,
        outputOctets: try folder.octets("out"), errorOctets: try folder.octets("err"))
    }
  }

  /// Runs a line of shell in which `$LOGSCAN` is the program: for pipes, closed ones included.
  /// `set -o pipefail` is on, so the first failing program of a pipe decides the exit code.
  package static func shell(
    _ script: String, environment: [String: String] = [:], in directory: String = Repository.root
  ) throws -> ProgramResult {
    var variables = environment
    variables["LOGSCAN"] = logscan.path
    return try BuiltProgram(path: "/bin/bash").run(
      ["-c", "set -o pipefail\n" + script], environment: variables, in: directory)
  }
}

/// What a program left behind.
package struct ProgramResult: Sendable {
  /// The exit code; -1 when a signal ended the program.
  package let exitCode: Int
  /// The signal that ended the program, 0 if none.
  package let signal: Int
  /// User and system time together. Not for assertions: machines are shared.
  package let cpuSeconds: Double
  package let outputOctets: [UInt8]
  package let errorOctets: [UInt8]

  package var output: String { String(decoding: outputOctets, as: UTF8.self) }
  package var error: String { String(decoding: errorOctets, as: UTF8.self) }
}
