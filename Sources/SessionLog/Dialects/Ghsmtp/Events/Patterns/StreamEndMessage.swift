// SPDX-License-Identifier: Apache-2.0

/// A read or write ended with nothing: the peer closed the connection, reset it, or stalled.
enum StreamEndMessage: MessagePattern {
  static let name = "stream-end"
  static let meaning = "End of file, reset or stall of the connection, as the system call saw it."
  static let openings: [StaticString] = [
    "read ", "read(2) ", "write ", "write(2) ", "zero write", "SSL_read ", "SSL_write ",
    "SSL_accept ", "SSL_connect ", "SSL_shutdown ", "EOF in BDAT", "I/O error in BDAT",
    "unexpected end of data ",
  ]
  static let samples = [
    MessageSample(
      "read returned zero", .shared, .warning, period: "2017-07–2018-06", gives: "peerClosed"),
    MessageSample("SSL_read returned zero", .shared, period: "2018–", gives: "peerClosed"),
    MessageSample(
      "SSL_read returned SSL_ERROR_ZERO_RETURN", .shared, period: "2018–", gives: "peerClosed"),
    MessageSample(
      "SSL_accept returned SSL_ERROR_ZERO_RETURN", .shared, period: "2018–", gives: "tlsError",
      "SSL_accept returned SSL_ERROR_ZERO_RETURN"),
    MessageSample(
      "read returned zero, interpreting as EOF", .shared, .warning, period: "2014-04–2017-07",
      gives: "peerClosed"),
    MessageSample(
      "SSL_read raised ECONNRESET, interpreting as EOF", .shared, .warning,
      period: "2017-07–2018-04", gives: "connectionFailed",
      "SSL_read raised ECONNRESET, interpreting as EOF"),
    MessageSample(
      "read(2) raised ECONNRESET", .shared, .warning, period: "2020-04–", gives: "connectionFailed",
      "read(2) raised ECONNRESET"),
    MessageSample(
      "read(2) timed out", .shared, .warning, period: "2020-04–", gives: "connectionFailed",
      "read(2) timed out"),
    MessageSample(
      "write(2) timed out", .shared, .warning, period: "2020-04–", gives: "connectionFailed",
      "write(2) timed out"),
    MessageSample(
      "zero write", .shared, .warning, period: "2020-04–", gives: "connectionFailed", "zero write"),
    MessageSample(
      "SSL_read timed out", .shared, .warning, period: "2018–", gives: "connectionFailed",
      "SSL_read timed out"),
    MessageSample(
      "SSL_accept timed out", .shared, .warning, period: "2018–", gives: "tlsError",
      "SSL_accept timed out"),
    MessageSample(
      "SSL_accept returned SSL_ERROR_SYSCALL", .shared, .warning, period: "2018–",
      gives: "tlsError", "SSL_accept returned SSL_ERROR_SYSCALL"),
    MessageSample(
      "write raised ECONNRESET, interpreting as EOF", .shared, .warning, period: "2017-07–2018-04",
      gives: "connectionFailed", "write raised ECONNRESET, interpreting as EOF"),
    MessageSample(
      "SSL_write timed out", .shared, .warning, period: "2018–", gives: "connectionFailed",
      "SSL_write timed out"),
    MessageSample(
      "SSL_connect timed out", .shared, .warning, period: "2018–", gives: "tlsError",
      "SSL_connect timed out"),
    MessageSample(
      "SSL_shutdown returned SSL_ERROR_ZERO_RETURN", .shared, period: "2018–", gives: "peerClosed"),
    MessageSample("EOF in BDAT", .server, .error, period: "2018–", gives: "peerClosed"),
    MessageSample(
      "I/O error in BDAT", .server, .error, period: "2018–", gives: "connectionFailed",
      "I/O error in BDAT"),
    MessageSample(
      "unexpected end of data in message with id 5nm6iyuacamrq", .server, .warning,
      period: "2014–2017", gives: "peerClosed"),
    MessageSample("SSL_read returned SSL_ERROR_NONE", .shared, period: "2014–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let text = cursor.whole
    if cursor.isExactly("EOF in BDAT") || cursor.sees("unexpected end of data in message ") {
      return .peerClosed
    }
    if cursor.isExactly("zero write") || cursor.isExactly("I/O error in BDAT") {
      return .connectionFailed(text: text)
    }
    let handshake = cursor.skip("SSL_accept ") || cursor.skip("SSL_connect ")
    guard
      handshake || cursor.skip("read ") || cursor.skip("read(2) ") || cursor.skip("write ")
        || cursor.skip("write(2) ") || cursor.skip("SSL_read ") || cursor.skip("SSL_write ")
        || cursor.skip("SSL_shutdown ")
    else { return nil }
    if cursor.skip("returned zero") || cursor.skip("returned SSL_ERROR_ZERO_RETURN") {
      // In a handshake it can be all that shows a STARTTLS that the peer walked away from.
      return handshake ? .tlsError(text: text) : .peerClosed
    }
    if cursor.isExactly("returned SSL_ERROR_NONE") { return .remark }
    if cursor.skip("returned SSL_ERROR_") { return .tlsError(text: text) }
    guard cursor.skip("raised ") || cursor.skip("timed out") else { return nil }
    return handshake ? .tlsError(text: text) : .connectionFailed(text: text)
  }
}
