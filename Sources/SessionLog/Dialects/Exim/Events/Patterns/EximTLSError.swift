// SPDX-License-Identifier: Apache-2.0

/// TLS went wrong in an inbound session. The function that failed says what it means: a handshake
/// that failed, a read or write after one that had not, or the server's own certificate.
enum EximTLSError: EximPattern {
  static let name = "tls-error"
  static let meaning =
    "A TLS handshake failed, or the client closed a TLS session without saying so."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["TLS error on connection "]
  static let samples = [
    EximSample(
      "TLS error on connection from mta3.cloudpost.example [203.0.113.62] (gnutls_handshake): The TLS connection was non-properly terminated.",
      gives:
        "handshakeFailed name=mta3.cloudpost.example address=203.0.113.62 detail=The TLS connection was non-properly terminated."
    ),
    EximSample(
      "TLS error on connection Ci=2623 from mta5.acme-widgets.example [203.0.113.34]:53367 I=[198.51.100.25]:25 (SSL_accept): error:0A000412:SSL routines::sslv3 alert bad certificate",
      versions: "4.97–",
      gives:
        "handshakeFailed name=mta5.acme-widgets.example address=203.0.113.34 port=53367 connection=2623 detail=error:0A000412:SSL routines::sslv3 alert bad certificate"
    ),
    EximSample(
      "TLS error on connection from (x) [203.0.113.62] (SSL_accept): timed out",
      gives: "handshakeFailed helo=x address=203.0.113.62 detail=timed out"),
    EximSample(
      "TLS error on connection from (x) [203.0.113.62] SSL_accept: TCP connection closed by peer",
      versions: "4.90–",
      gives: "handshakeFailed helo=x address=203.0.113.62 detail=TCP connection closed by peer"),
    EximSample(
      "TLS error on connection from mta2.acme-widgets.example [203.0.113.31]:47965 I=[198.51.100.25]:25 (recv): Error in the pull function.",
      gives:
        "tlsReadFailed name=mta2.acme-widgets.example address=203.0.113.31 port=47965 detail=Error in the pull function."
    ),
    EximSample(
      "TLS error on connection from (x) [203.0.113.31] (send): Error in the push function.",
      gives: "tlsBroken helo=x address=203.0.113.31 detail=Error in the push function."),
    EximSample(
      "TLS error on connection from (x) [203.0.113.31] (cert/key setup: cert=/etc/c key=/etc/k): Error while reading file.",
      gives:
        "tlsUnavailable helo=x address=203.0.113.31 detail=Error while reading file."),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("TLS error on connection "), statement.readPeer(&cursor), cursor.skip(" ")
    else { return false }
    statement.readTLSFailure(&cursor)
    return true
  }
}

extension EximStatement {
  /// `"(" function ")" [":" SP text]`, or the same without brackets: which function failed says
  /// what failed.
  mutating func readTLSFailure(_ cursor: inout MessageCursor) {
    _ = cursor.skip("(")
    kind =
      if cursor.sees("recv") || cursor.sees("SSL_read") {
        .tlsReadFailed
      } else if cursor.sees("send") || cursor.sees("uncork") || cursor.sees("SSL_write")
        || cursor.sees("SSL_shutdown")
      {
        .tlsBroken
      } else if cursor.sees("cert/key setup") || cursor.sees("SSL_CTX_") || cursor.sees("DH")
        || cursor.sees("tls_dhparam") || cursor.sees("SSL_new") || cursor.sees("OCSP")
      {
        .tlsUnavailable
      } else {
        .handshakeFailed
      }
    // A function's name can have a text with brackets behind it.
    let function = cursor.position
    if cursor.take(through: "): ") == nil {
      cursor.position = function
      if cursor.take(through: ": ") == nil { cursor.position = function }
    }
    detail = cursor.rest()
  }
}
