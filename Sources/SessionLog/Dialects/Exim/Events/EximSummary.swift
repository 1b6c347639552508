// SPDX-License-Identifier: Apache-2.0
import MailTypes

extension EximStatement {
  /// What the statement says, in one line: its kind, then what is not empty, in a fixed order.
  /// For samples and for `dump`.
  func summary(of text: Span<UInt8>) -> String {
    var words = ["\(kind)"]
    func add(_ key: String, _ range: TextRange) {
      guard !range.isEmpty, range.end <= text.count else { return }
      words.append("\(key)=\(text.extracting(range.indices).string)")
    }
    add("name", host.name)
    add("helo", host.helo)
    add("address", host.address)
    if host.port != 0 { words.append("port=\(host.port)") }
    if host.connection != 0 { words.append("connection=\(host.connection)") }
    if host.isReused { words.append("reused") }
    if verb != .other { words.append("verb=\(verb)") }
    if marks.contains(.temporary) { words.append("temporary") }
    add("protocol", protocolName)
    add("suite", tls.suite)
    if tls.verification != .notLogged { words.append("verified=\(tls.verification)") }
    add("subject", tls.subject)
    if marks.contains(.sender), sender.isEmpty { words.append("sender=<>") }
    add("sender", sender)
    add("recipient", recipient)
    add("recipients", recipients)
    if let octets { words.append("octets=\(octets)") }
    if let body { words.append("body=\(body)") }
    for (mark, word) in Self.names where marks.contains(mark) { words.append(word) }
    add("commands", commands)
    add("detail", detail)
    return words.joined(separator: " ")
  }

  private static let names: [(Marks, String)] = [
    (.chunked, "chunked"), (.perRecipient, "prdr"), (.additional, "additional"), (.local, "local"),
    (.fake, "fake"), (.cut, "cut"), (.inTransaction, "in-transaction"), (.parent, "parent"),
    (.handshakeFailed, "handshake-failed"),
  ]
}
