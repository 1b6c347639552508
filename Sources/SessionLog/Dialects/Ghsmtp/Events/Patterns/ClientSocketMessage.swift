// SPDX-License-Identifier: Apache-2.0

/// The client begins a TLS handshake; data dumps of a debugging flag.
enum ClientSocketMessage: MessagePattern {
  static let name = "client-socket"
  static let meaning = "The client begins a TLS handshake, or a debugging flag dumps the data."
  static let openings: [StaticString] = ["cnn.sock.", "< «", "> «"]
  static let samples = [
    MessageSample(
      "cnn.sock.tls_client(\"mx.full.example\");", .client, period: "2026-04–", gives: "remark"),
    MessageSample(
      "cnn.sock.starttls_client(\"mx.full.example\");", .client, period: "2022-04–2026-04",
      gives: "remark"),
    MessageSample(
      "cnn.sock.starttls_client(mx.full.example);", .client, period: "2018-04–2018-06",
      gives: "remark"),
    MessageSample("< «250 Ok\r\n»", .shared, period: "2017–", gives: "remark"),
    MessageSample("> «QUIT\r\n»", .shared, period: "2017–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    if cursor.sees("cnn.sock.starttls_client(") || cursor.sees("cnn.sock.tls_client(") {
      return .remark
    }
    guard context.origin != .client, cursor.sees("< «") || cursor.sees("> «") else { return nil }
    return .remark
  }
}
