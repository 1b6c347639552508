// SPDX-License-Identifier: Apache-2.0

import Glibc
/// Writes benchmark logs: the same octets for the same arguments, on every machine.
@main
struct LogGenerator {
  static let usage = """
    usage: LogGenerator SESSIONS.txt stream MEGABYTES FILE [SEED]
           LogGenerator SESSIONS.txt directory SESSIONS FOLDER [SEED]
    """

  static func main() {
    let words = CommandLine.arguments
    guard words.count >= 5, let amount = Int(words[3]), let text = readText(words[1]),
      let templates = SessionTemplate.all(in: text)
    else { return fail(usage) }
    let seed = words.count > 5 ? UInt64(words[5]) ?? 1 : 1
    let workload = Workload(templates: templates, seed: seed)
    let done =
      switch words[2] {
      case "stream": workload.stream(octets: amount * 1_000_000, to: words[4])
      case "directory": workload.directory(sessions: amount, at: words[4])
      default: false
      }
    if !done { fail("cannot write \(words[4])\n" + usage) }
  }

  static func fail(_ message: String) {
    print(message)
    exit(2)
  }
}
