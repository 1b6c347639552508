// SPDX-License-Identifier: Apache-2.0

/// An entry of OpenSSL's error queue, or the system's error, beside a failed handshake or read.
enum TLSErrorMessage: MessagePattern {
  static let name = "tls-error"
  static let meaning = "Why TLS failed: OpenSSL's error queue or the system's error."
  static let openings: [StaticString] = [
    "error:", "errno == ", "starttls timed out", "SSL_ERROR_", "n_get_err == ", "err == ",
  ]
  static let samples = [
    MessageSample(
      "error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca", .shared, .warning,
      period: "OpenSSL 1 (E before 2018-01-30)", gives: "tlsError",
      "error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca"),
    MessageSample(
      "error:0A000418:SSL routines::tlsv1 alert unknown ca", .shared, .warning, period: "OpenSSL 3",
      gives: "tlsError", "error:0A000418:SSL routines::tlsv1 alert unknown ca"),
    MessageSample(
      "errno == 104: Connection reset by peer", .shared, .warning, period: "2018-01– (F 2017-12)",
      gives: "tlsError", "errno == 104: Connection reset by peer"),
    MessageSample(
      "starttls timed out on input_ready", .shared, .warning, period: "2018–", gives: "tlsError",
      "starttls timed out on input_ready"),
    MessageSample(
      "SSL_ERROR_ZERO_RETURN", .shared, .warning, period: "2019-01–", gives: "tlsError",
      "SSL_ERROR_ZERO_RETURN"),
    MessageSample("SSL_ERROR_SSL", .shared, .warning, period: "2019-01–", gives: "remark"),
    MessageSample("n_get_err == 5", .shared, .warning, period: "2019-01–", gives: "remark"),
    MessageSample("err == 1", .shared, .error, period: "2014–2017", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    // The entries of the queue follow these two and say why.
    if cursor.isExactly("SSL_ERROR_SSL") || cursor.sees("n_get_err == ")
      || cursor.sees("err == ")
    {
      return .remark
    }
    guard
      cursor.sees("error:") || cursor.sees("errno == ") || cursor.sees("starttls timed out")
        || cursor.sees("SSL_ERROR_")
    else { return nil }
    return .tlsError(text: cursor.whole)
  }
}
