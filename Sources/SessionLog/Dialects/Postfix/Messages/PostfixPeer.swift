// SPDX-License-Identifier: Apache-2.0

/// The other side of a connection, as Postfix writes it.
///
///     peer    = [ name ] "[" address "]" [ ":" port ]
///     name    = host / "unknown"
///     address = IPv4 / IPv6 / "unknown" / path
package struct PostfixPeer: Equatable, Sendable {
  /// The name as it stands there; `unknown` where it could not be confirmed.
  package var name = TextRange.empty
  /// The address without brackets; a path of a socket's for LMTP.
  package var address = TextRange.empty
  package var port: UInt16 = 0

  /// Reads a peer; the cursor is left as it was where none stands there.
  @inline(__always)
  static func take(_ cursor: inout MessageCursor) -> PostfixPeer? {
    let start = cursor.position
    let name = cursor.take(until: UInt8(ascii: "["))
    guard cursor.skip("[") else { return undo(&cursor, start) }
    let address = cursor.take(until: UInt8(ascii: "]"))
    guard cursor.skip("]"), !address.isEmpty else { return undo(&cursor, start) }
    var peer = PostfixPeer(name: name, address: address)
    if cursor.next == UInt8(ascii: ":") {
      let colon = cursor.position
      cursor.position &+= 1
      if let port = cursor.smallNumber() { peer.port = port } else { cursor.position = colon }
    }
    // A name has no blank: what reaches further back is other text.
    return name.contains(blankIn: cursor.octets) ? undo(&cursor, start) : peer
  }

  private static func undo(_ cursor: inout MessageCursor, _ start: Int) -> PostfixPeer? {
    cursor.position = start
    return nil
  }

  func moved(by distance: Int) -> PostfixPeer {
    PostfixPeer(
      name: name.moved(by: distance), address: address.moved(by: distance), port: port)
  }
}

extension TextRange {
  /// Whether a blank stands in the range.
  fileprivate func contains(blankIn octets: Span<UInt8>) -> Bool {
    octets.firstOffset(of: UInt8(ascii: " "), from: Int(start), before: end) != nil
  }
}
