// SPDX-License-Identifier: Apache-2.0

/// A connection attempt succeeded. Leading blanks and a file descriptor vary between builds.
enum ConnectedToMessage: MessagePattern {
  static let name = "connected-to"
  static let meaning = "The connection attempt succeeded: the remote address and port."
  static let openings: [StaticString] = [
    "connected to ", " ", "[", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
  ]
  static let samples = [
    MessageSample(
      "connected to 198.51.100.100:25", .client, period: "2018-04–2020-08", gives: "connectedTo",
      "198.51.100.100"),
    MessageSample(
      "    connected to 198.51.100.100:25", .client, period: "2020-10–", gives: "connectedTo",
      "198.51.100.100"),
    MessageSample(
      "5    connected to 198.51.100.100:25", .client, period: "2020-08–2020-10",
      gives: "connectedTo", "198.51.100.100"),
    MessageSample(
      "5    connected to [2001:db8::1]:25", .client, period: "2020-08–", gives: "connectedTo",
      "2001:db8::1"),
    MessageSample(
      "[5]    connected to [2001:db8::1]:25", .client, period: "2020-08–", gives: "connectedTo",
      "2001:db8::1"),
    MessageSample(
      " connected to [2001:db8::1]:25", .client, period: "2018-04–2020-08", gives: "connectedTo",
      "2001:db8::1"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let bracketed = cursor.skip("[")
    if cursor.number() == nil, bracketed { return nil }
    if bracketed, !cursor.skip("]") { return nil }
    cursor.skipBlanks()
    guard cursor.skip("connected to ") else { return nil }
    let address = cursor.skip("[") ? literal(&cursor) : cursor.take(until: UInt8(ascii: ":"))
    guard let address, cursor.skip(":"), let port = cursor.smallNumber(), cursor.isAtEnd else {
      return nil
    }
    return .connectedTo(address: address, port: port)
  }

  private static func literal(_ cursor: inout MessageCursor) -> TextRange? {
    let address = cursor.take(until: UInt8(ascii: "]"))
    return cursor.skip("]") ? address : nil
  }
}
