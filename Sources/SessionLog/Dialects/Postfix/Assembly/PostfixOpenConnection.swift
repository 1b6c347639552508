// SPDX-License-Identifier: Apache-2.0

/// A client's connection whose input ended before it did, since its log was rotated meanwhile.
///
/// Shared by nobody, which the compiler cannot see: the session that it belongs to holds it, and one
/// worker, then the filter of copies, holds that session.
final class PostfixOpenConnection: SessionContinuation, @unchecked Sendable {
  private let connection: ServerConnection

  init(_ connection: ServerConnection) { self.connection = connection }

  var silence: Int64 { PostfixLimits.deliverySilence }

  func goOn(with half: borrowing Session) -> Session? {
    var assembler = PostfixAssembler(
      input: connection.session.input, keepsRecords: !connection.session.records.isEmpty)
    assembler.goOn(with: connection)
    var whole = WholeConnection()
    let text = half.recordText.span
    for index in half.records.indices {
      guard let record = PostfixRecord(half.records[index], of: text) else { return nil }
      assembler.take(record, text, into: &whole)
    }
    assembler.finish(into: &whole)
    guard whole.sessions.count == 1, var session = whole.sessions.first else { return nil }
    session.doubt.formUnion(half.doubt)
    session.withholdWhatIsInDoubt()
    session.mayFollow = connection.session.mayFollow
    return session
  }
}

private struct WholeConnection: SessionSink {
  var sessions: [Session] = []

  mutating func take(_ session: inout Session) { sessions.append(session) }
}

extension PostfixRecord {
  /// A line that a session has kept, as it was when it was read first; nil for one whose text is not that of a line.
  fileprivate init?(_ kept: KeptRecord, of text: Span<UInt8>) {
    guard let prefix = StreamPrefix.read(text, kept.record.indices),
      let tag = PostfixTag(text.extracting(prefix.program.indices))
    else { return nil }
    self.init(
      time: kept.time, ordinal: 0, process: 0, service: 0, host: 0, daemon: tag.daemon,
      record: kept.record, message: PostfixMessage(), event: .remark)
    identify(text, host: prefix.host, tag: tag, process: prefix.process)
    isPrecise = kept.time.microseconds % 1_000_000 != 0
    let range = TextRange(start: prefix.end, count: kept.record.end - prefix.end)
    let (message, event) = PostfixCatalogue.read(text, range, from: tag.daemon)
    self.message = message
    self.event = event ?? .remark
  }
}
