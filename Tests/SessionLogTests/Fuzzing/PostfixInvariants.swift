// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// What must hold of the reader of Postfix's logs whatever the octets of a log are. The fuzz target
/// `FuzzPostfix` and the tests that replay its corpus share it.
enum PostfixInvariants {
  /// A sentence for the first rule that `log` breaks, or nil.
  static func violation(of log: [UInt8]) -> String? {
    let whole = PostfixLog(log, keepsRecords: true)
    let longest = log.split(separator: 0x0a, omittingEmptySubsequences: false).map(\.count).max()
    for size in [97, 512, 4096] where (longest ?? 0) + 1 < size {
      let cut = PostfixLog(log, blockSize: size, keepsRecords: true)
      if cut.summaries != whole.summaries { return "blocks of \(size) change the sessions" }
      if cut.coverage != whole.coverage { return "blocks of \(size) change the coverage" }
    }
    let counts = whole.coverage.counts
    let known = counts.records + counts.foreign + counts.preambles + counts.defects
    if known != counts.lines { return "\(counts.lines) lines, of which \(known) are accounted for" }
    return whole.sessions.lazy.compactMap(violation).first
  }

  /// Ranges lie in the session's arena, and what was kept of the log in what was kept.
  private static func violation(of session: Session) -> String? {
    let texts =
      [session.peerName, session.peerAddress, session.helo, session.recipientDomain]
      + [session.gaveUp, session.tls.version, session.tls.cipher, session.tls.error]
      + session.transactions.map(\.reversePath) + session.forwardPaths.map(\.path)
      + session.refusals.flatMap { [$0.text, $0.path] }
    if texts.contains(where: { $0.end > session.text.count }) { return "a text is not there" }
    if session.records.contains(where: { $0.record.end > session.recordText.count }) {
      return "a record is not there"
    }
    if session.transactions.contains(where: {
      $0.forwardPaths.upperBound > session.forwardPaths.count
    }) {
      return "a forward-path is not there"
    }
    return session.end < session.start ? "a session ends before it begins" : nil
  }
}
