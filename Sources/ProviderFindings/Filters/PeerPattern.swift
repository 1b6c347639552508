// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import SessionLog

/// Which peer a filter asks for: an address (`203.0.113.9`), a network (`203.0.113.0/24`), or a name
/// (`mta1.bigmail.example`; `bigmail.example` takes in all hosts below it; `*` and `?` as in
/// `Glob`). Names are compared with the confirmed name and with the name the peer gave itself.
package struct PeerPattern: Equatable, Sendable {
  private enum Form: Equatable, Sendable {
    case network(NetworkPrefix)
    case name(Glob, below: Glob)
  }

  package enum ParseError: Error, Equatable, CustomStringConvertible {
    case empty
    case notAnAddress(String)
    case prefixLength(String, limit: Int)

    package var description: String {
      switch self {
      case .empty: "a peer is an address, a network such as 203.0.113.0/24, or a name"
      case .notAnAddress(let text): "\"\(text)\" is not an IP address"
      case .prefixLength(let text, let limit): "the length \"\(text)\" is not 0 to \(limit)"
      }
    }
  }

  private let form: Form

  package init(parsing text: String) throws(ParseError) {
    if text.isEmpty { throw .empty }
    if text.contains("/") {
      form = .network(try NetworkPrefix(parsing: text))
    } else if let address = IPAddress(text.utf8) {
      form = .network(NetworkPrefix(address, length: address.width))
    } else {
      form = .name(Glob(text), below: Glob("*." + text))
    }
  }

  package func matches(_ session: Session) -> Bool {
    switch form {
    case .network(let network):
      return network.contains(addressOf: session)
    case .name(let exact, let below):
      return [session.peerName, session.helo].contains { range in
        guard !range.isEmpty else { return false }
        let name = session.string(range)
        return exact.matches(name) || below.matches(name)
      }
    }
  }
}

extension NetworkPrefix {
  /// Reads `203.0.113.0/24`.
  init(parsing text: String) throws(PeerPattern.ParseError) {
    let slash = text.firstIndex(of: "/") ?? text.endIndex
    let head = String(text[..<slash])
    let tail = String(text[slash...].dropFirst())
    guard let address = IPAddress(head.utf8) else { throw .notAnAddress(head) }
    guard let length = Int(tail), (0...address.width).contains(length) else {
      throw .prefixLength(tail, limit: address.width)
    }
    self.init(address, length: length)
  }

  /// Whether the address of the session's peer lies in the network.
  func contains(addressOf session: Session) -> Bool {
    IPAddress(session.text[session.peerAddress.indices]).map(contains) ?? false
  }
}
