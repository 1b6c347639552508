// SPDX-License-Identifier: Apache-2.0

/// Names of temporary files, by which those of a run that was killed are known and removed by the next one.
///
/// `.logscan-HOST-PROCESS-START-NUMBER`: a hash of the machine's name, the process, when it started in ticks since the
/// machine did, and a number of its own. Readers of a Maildir pass over names that begin with a dot.
package struct TemporaryName: Equatable, Sendable {
  /// The process that made the file.
  struct Owner: Equatable, Sendable {
    var host: UInt32
    var process: Int
    var start: UInt64
  }

  let owner: Owner
  let number: UInt64

  static let prefix = Array(".logscan-".utf8)

  init(owner: Owner, number: UInt64) {
    self.owner = owner
    self.number = number
  }

  /// Reads a file's name; nil if no run of this program made it.
  init?(_ name: [UInt8]) {
    guard name.starts(with: Self.prefix) else { return nil }
    let parts = name.dropFirst(Self.prefix.count)
      .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 4, parts[0].utf8.count == 8, let host = UInt32(parts[0], radix: 16),
      let process = Int(parts[1]), process > 0, let start = UInt64(parts[2]),
      let number = UInt64(parts[3])
    else { return nil }
    self.init(owner: Owner(host: host, process: process, start: start), number: number)
  }

  var octets: [UInt8] { Self.prefix + Array(owner.text.utf8) + Array("-\(number)".utf8) }

  /// Whether the run that made it is over. Of other machines nothing is known: their files are left alone.
  package var isStale: Bool { owner.hasEnded }
}

extension TemporaryName.Owner {
  var text: String {
    let digits = String(host, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits + "-\(process)-\(start)"
  }

  /// Whether the process is over. Its number may belong to another one by now, which started at another time.
  var hasEnded: Bool {
    // A machine that says nothing about its processes (no /proc) would call all of them ended.
    guard host == Self.current.host, Self.current.start != 0 else { return false }
    return ProcessFacts.start(of: process) != start
  }

  /// This process.
  static let current = TemporaryName.Owner(
    host: ProcessFacts.hostHash, process: ProcessFacts.number,
    start: ProcessFacts.start(of: ProcessFacts.number) ?? 0)
}
