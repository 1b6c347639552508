// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// Sessions of a whole input, through the real scanner.
struct AssembledLog {
  private(set) var sessions: [Session] = []
  private(set) var tally = AssemblerTally()

  init(
    _ input: [UInt8], blockSize: Int = LogBlock.defaultCapacity, shards: Int = 1,
    anchor: YearAnchor = YearAnchor(.year(2018), .option)
  ) {
    var scanner = BlockScanner()
    var resolver = YearResolver(anchor)
    var block = LogBlock(capacity: blockSize)
    var batch = EventBatch()
    var sink = CollectingSink()
    let lanes = (0..<shards).map { Lane(SessionAssembler(input: 0, shard: $0, of: shards)) }
    var taken = 0
    repeat {
      taken += block.append(copying: input.span.extracting(taken..<input.count))
      block.cut(atEnd: taken == input.count, by: .ghsmtpRecords)
      batch.removeAll()
      scanner.scan(block, anchor: anchor, into: &batch)
      resolver.resolve(&batch)
      for lane in lanes {
        lane.assembler.consume(batch, block: block.octets, into: &sink)
      }
      block.advance()
    } while taken < input.count || !block.isEmpty
    for lane in lanes {
      lane.assembler.finish(into: &sink)
      tally.add(lane.assembler.tally)
    }
    sessions = sink.sessions.sorted { ($0.firstOrdinal, $0.id) < ($1.firstOrdinal, $1.id) }
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  /// An assembler has one owner, which a list of several needs.
  private final class Lane {
    var assembler: SessionAssembler

    init(_ assembler: consuming SessionAssembler) { self.assembler = assembler }
  }
}

extension Session {
  /// The facts of the session in words, one a line, without what is not there: what the tests
  /// compare, and what a reader of a failure sees.
  var summary: String {
    var lines: [String] = []
    func add(_ name: String, _ value: String) {
      if !value.isEmpty { lines.append("\(name): \(value)") }
    }
    func list(_ ranges: [TextRange]) -> String { ranges.map(string).joined(separator: ", ") }
    add("direction", direction == .inbound ? "inbound" : "outbound")
    add("records", "\(recordCount)")
    add("peer", "\(string(peerName)) [\(string(peerAddress))]")
    add(
      "greeting", "\(extended == .yes ? "EHLO" : greeted == .yes ? "HELO" : "none") \(string(helo))"
    )
    add("domain", string(recipientDomain))
    add("tls", tlsSummary)
    add("offered before TLS", list(offeredBeforeTLS))
    add("offered after TLS", list(offeredAfterTLS))
    for transaction in transactions { add("mail", summary(of: transaction)) }
    for refusal in refusals {
      let enhanced = refusal.enhanced.map { " \($0)" } ?? ""
      let path = refusal.path.isEmpty ? "" : " <\(string(refusal.path))>"
      let implied = refusal.implied ? " implied" : ""
      let text = string(refusal.text).split(separator: "\n").joined(separator: " / ")
      add("refused", "\(refusal.verb)\(path) \(refusal.code)\(enhanced)\(implied) \(text)")
    }
    add("offences", offences.map(\.name).joined(separator: " "))
    for name in missingCertificates { lines.append("no certificate for: \(string(name))") }
    add("ended", "\(ending.name)\(quit == .yes ? ", said QUIT" : "")")
    if !doubt.isEmpty { lines.append("in doubt: \(doubt.names.joined(separator: " "))") }
    return lines.joined(separator: "\n")
  }

  private var tlsSummary: String {
    var text = "\(tls.state)"
    if let method = tls.method { text += " \(method)" }
    if let certificate = tls.certificate { text += " certificate \(certificate)" }
    if !tls.version.isEmpty { text += " \(string(tls.version)) \(string(tls.cipher)) \(tls.bits)" }
    if tls.verifyError != 0 { text += " verify \(tls.verifyError) \(string(tls.verifyErrorText))" }
    if !tls.error.isEmpty { text += " \(string(tls.error))" }
    return tls.continuedInPlaintext ? text + " continued" : text
  }

  private func summary(of transaction: Transaction) -> String {
    var text = transaction.isMailLogged ? "<\(string(transaction.reversePath))>" : "not logged"
    text += parameters[transaction.parameters].map { " \(string($0))" }.joined()
    if !transaction.accepted { text += " refused" }
    for path in forwardPaths[transaction.forwardPaths] {
      text += " to <\(string(path.path))>\(path.accepted ? "" : " refused")"
    }
    if let transfer = transaction.transfer { text += " \(transfer)/\(transaction.chunks)" }
    text += " \(transaction.octets.map { "\($0)" } ?? "?") octets"
    if transaction.stored { text += " stored" }
    return transaction.delivered == .yes ? text + " delivered" : text
  }
}
