// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// What must hold of the reader of Exim's logs whatever the octets of a log are. The fuzz target
/// `FuzzExim` and the tests that replay its corpus share it.
enum EximInvariants {
  /// A sentence for the first rule that `log` breaks, or nil.
  static func violation(of log: [UInt8]) -> String? {
    let whole = EximLog(log)
    let counts = whole.coverage.counts
    let lines = log.split(separator: 0x0a, omittingEmptySubsequences: false)
    let number = lines.count - (log.last == 0x0a || log.isEmpty ? 1 : 0)
    if counts.lines != UInt64(number) { return "\(counts.lines) lines of \(number)" }
    let known =
      counts.records + counts.continuations + counts.preambles + counts.foreign + counts.defects
    if known != counts.lines { return "\(known) of \(counts.lines) lines have a kind" }
    if whole.sessions.count + whole.attempts.count > Int(counts.records) {
      return "more sessions than records"
    }
    let longest = lines.map(\.count).max() ?? 0
    for size in [64, 512, 4096] where size > 2 * longest + 2 {
      let cut = EximLog(log, blockCapacity: size)
      if cut.summaries != whole.summaries { return "blocks of \(size) change the sessions" }
      if cut.coverage != whole.coverage { return "blocks of \(size) change the coverage" }
    }
    for line in lines {
      let octets = Array(line)
      for hasID in [false, true] {
        if let problem = rangeViolation(of: octets, hasID: hasID) { return problem }
      }
    }
    return nil
  }

  /// A sentence where the statement that a text makes has a range that leaves the text.
  private static func rangeViolation(of text: [UInt8], hasID: Bool) -> String? {
    let statement = EximCatalogue.read(text.span, hasID: hasID)
    let host = statement.host
    for range in [
      host.name, host.helo, host.address, statement.protocolName, statement.sender,
      statement.recipient, statement.recipients, statement.detail, statement.commands,
      statement.tls.suite, statement.tls.subject,
    ] where range.end > text.count {
      return "\(statement.kind): a range ends at \(range.end) of \(text.count)"
    }
    return nil
  }
}
