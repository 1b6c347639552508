// SPDX-License-Identifier: Apache-2.0

/// What one process of smtp does: a delivery attempt under assembly, to one server. Its lines about TLS
/// stand before the lines of the recipients, and name no message.
struct ClientDelivery: Sendable {
  var session = Session()
  var isOpen = false
  var key: UInt64 = 0
  var service: UInt64 = 0
  /// The message, 0 before a line names one.
  var queueKey: UInt64 = 0
  /// A recipient's line, or a line about the server's failure, was read.
  var hasOutcome = false
  var sent: UInt32 = 0
  var handshakeFailed = false
  /// A line about TLS, or the field `tls=`, says what the state was.
  var isTLSKnown = false
  /// Octets and reverse-path are those of the queue manager.
  var isMessageKnown = false

  mutating func begin(_ record: borrowing PostfixRecord, _ text: Span<UInt8>, input: Int) {
    session.reset()
    isOpen = true
    service = record.service
    queueKey = 0
    hasOutcome = false
    sent = 0
    handshakeFailed = false
    isTLSKnown = false
    isMessageKnown = false
    session.dialect = .postfix
    session.unit = .delivery
    session.direction = .outbound
    session.hasInfo = true
    session.start = record.time
    session.end = record.time
    session.zoneOffsetMinutes = record.zoneOffsetMinutes
    session.yearSource = record.yearSource
    session.input = input
    session.firstOrdinal = record.ordinal
    session.id = SessionID(record.hash(in: text))
    // Postfix logs neither what it sent nor what the server offered.
    session.quit = .notLogged
    session.greeted = .notLogged
    session.extended = .notLogged
    session.tls.state = .notLogged
    session.ending = .notLogged
  }

  mutating func note(_ record: borrowing PostfixRecord, _ text: Span<UInt8>, keeps: Bool) {
    if record.time > session.end { session.end = record.time }
    session.recordCount &+= 1
    if keeps { session.keep(record.kept(as: .client), of: text) }
  }

  /// Whether what was read so far can be about this server. A line that names none is about the one that
  /// its process is busy with, if it is not done with it.
  func agrees(with address: Span<UInt8>) -> Bool {
    if address.isEmpty { return !hasOutcome }
    return session.peerAddress.isEmpty || session.holds(address, at: session.peerAddress)
  }

  mutating func setPeer(
    _ peer: PostfixPeer, _ record: borrowing PostfixRecord, _ text: Span<UInt8>
  ) {
    guard !peer.address.isEmpty, session.peerAddress.isEmpty else { return }
    session.peerAddress = session.keep(text.extracting(record.place(peer.address).indices))
    let name = text.extracting(record.place(peer.name).indices)
    // An address literal has its address as name.
    if !session.holds(name, at: session.peerAddress) { session.peerName = session.keep(name) }
  }
}
