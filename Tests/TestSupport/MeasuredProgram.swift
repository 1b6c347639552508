// SPDX-License-Identifier: Apache-2.0

extension BuiltProgram {
  /// Whether `peakMemory` can be had: it needs Python. A child of the test process itself would inherit the peak of the
  /// tests, since it shares their memory until it becomes another program.
  package static let canMeasureMemory = Folder(path: "/usr/bin").exists("python3")

  /// Runs the program like `run` and gives the most memory that it had at a time, in octets.
  package func peakMemory(
    _ arguments: [String], in directory: String = Repository.root
  ) throws -> (result: ProgramResult, peak: Int) {
    let script = """
      import os, sys
      child = os.fork()
      if child == 0: os.execv(sys.argv[1], sys.argv[1:])
      _, status, usage = os.wait4(child, 0)
      sys.stderr.write("\\n%d" % (usage.ru_maxrss * 1024))
      sys.exit(os.waitstatus_to_exitcode(status) & 127)
      """
    let result = try BuiltProgram(path: "/usr/bin/python3").run(
      ["-c", script, path] + arguments, in: directory)
    let last = result.error.split(separator: "\n").last.flatMap { Int($0) }
    return (result, last ?? .max)
  }
}
