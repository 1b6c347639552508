// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Mail transactions, in both directions.
extension SessionSlot {
  /// Commands of a transaction that the server accepted (inbound).
  mutating func applyTransaction(_ logged: LoggedEvent, _ text: borrowing RecordText) {
    let followsStorage = marks.contains(.justStored)
    acted()
    marks.remove(.bodyAsCommands)
    switch logged.event {
    case .mailFrom(let path, let parameters):
      begin(accepted: true, path: path, parameters: parameters, at: logged.time, of: text)
    case .mailParameter(let parameter):
      if followsStorage { marks.insert(.justStored) }
      if openTransaction >= 0 { addParameter(parameter, of: text) }
    case .rcptTo(let path):
      if openTransaction >= 0 { addForwardPath(keep(path, of: text), accepted: true) }
    case .data:
      if openTransaction >= 0 { session.transactions[openTransaction].transfer = .data }
    case .bdat(let octets, _):
      addChunk(octets: octets)
    case .delivered(let octets, _):
      store(octets: octets, at: logged.time)
    default:
      break
    }
  }

  /// Opens a transaction. An earlier one that was left open is over.
  mutating func begin(
    accepted: Bool, path: TextRange, parameters: TextRange, at time: LogTimestamp,
    of text: borrowing RecordText
  ) {
    openTransaction = -1
    if mailTime == nil {
      mailTime = time
      if let greetingTime { session.latencies.greetingToMail = time.since(greetingTime) }
    }
    if session.tls.state == .failed { session.tls.continuedInPlaintext = true }
    noteCommandAfterHandshake()
    guard hasRoom(session.transactions.count) else { return }
    var transaction = Transaction()
    transaction.reversePath = keep(path, of: text)
    transaction.areParametersLogged = isOutbound || time >= SessionLimits.parametersLogged
    transaction.accepted = accepted
    transaction.start = time
    let paths = session.forwardPaths.count
    transaction.forwardPaths = paths..<paths
    let first = session.parameters.count
    transaction.parameters = first..<first
    openTransaction = session.transactions.count
    session.transactions.append(transaction)
    var start = Int(parameters.start)
    while start < parameters.end {
      let rest = TextRange(start: start, count: parameters.end - start)
      let end = text.first(UInt8(ascii: " "), in: rest) ?? parameters.end
      if end > start { addParameter(TextRange(start: start, count: end - start), of: text) }
      start = end + 1
    }
  }

  mutating func addForwardPath(_ path: TextRange, accepted: Bool) {
    guard openTransaction >= 0, hasRoom(session.forwardPaths.count) else { return }
    session.forwardPaths.append(ForwardPath(path: path, accepted: accepted))
    let first = session.transactions[openTransaction].forwardPaths.lowerBound
    session.transactions[openTransaction].forwardPaths = first..<session.forwardPaths.count
  }

  mutating func addChunk(octets: UInt64) {
    guard openTransaction >= 0 else { return }
    session.transactions[openTransaction].transfer = .bdat
    session.transactions[openTransaction].chunks &+= 1
    session.transactions[openTransaction].chunkOctets.addSaturating(octets)
    session.transactions[openTransaction].octets =
      session.transactions[openTransaction].chunkOctets
  }

  /// The message was stored. Its MAIL command is not there in a log that begins in mid-session, and in
  /// those of builds that logged no commands.
  private mutating func store(octets: UInt64?, at time: LogTimestamp) {
    if openTransaction < 0 {
      guard hasRoom(session.transactions.count) else { return }
      openTransaction = session.transactions.count
      var transaction = Transaction()
      transaction.isMailLogged = false
      transaction.areParametersLogged = false
      transaction.start = time
      transaction.forwardPaths = session.forwardPaths.count..<session.forwardPaths.count
      transaction.parameters = session.parameters.count..<session.parameters.count
      session.transactions.append(transaction)
    }
    if let octets { session.transactions[openTransaction].octets = octets }
    session.transactions[openTransaction].stored = true
    session.transactions[openTransaction].delivered = .yes
    openTransaction = -1
    marks.insert(.justStored)
  }

  /// `esmtp-keyword ["=" esmtp-value]` (RFC 5321 section 4.1.2); keywords in any case.
  private mutating func addParameter(_ parameter: TextRange, of text: borrowing RecordText) {
    guard hasRoom(session.parameters.count) else { return }
    session.parameters.append(keep(parameter, of: text))
    let index = openTransaction
    let first = session.transactions[index].parameters.lowerBound
    session.transactions[index].parameters = first..<session.parameters.count
    session.transactions[index].areParametersLogged = true
    switch MailParameter(text.octets(parameter)) {
    case .body(let kind): session.transactions[index].body = kind
    case .smtputf8: session.transactions[index].smtputf8 = true
    case .size(let octets): session.transactions[index].declaredSize = octets
    case .perRecipient: session.transactions[index].perRecipient = true
    case .other: break
    }
  }
}
