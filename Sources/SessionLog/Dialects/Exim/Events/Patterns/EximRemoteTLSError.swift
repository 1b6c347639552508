// SPDX-License-Identifier: Apache-2.0

/// TLS went wrong on a connection that Exim made. A failed read or write is not a failed handshake:
/// servers close without close_notify, mostly after a delivery that went well.
enum EximRemoteTLSError: EximPattern {
  static let name = "remote-tls-error"
  static let meaning =
    "A TLS handshake with a remote server failed, or the server closed a TLS session."
  static let place = EximPlace.behindHost
  static let openings: [StaticString] = [" TLS error on connection "]
  static let samples = [
    EximSample(
      "H=mx.brokentls.example [192.0.2.13] TLS error on connection (SSL_connect): error:0A00010B:SSL routines::wrong version number",
      id: true, versions: "–4.89",
      gives:
        "handshakeFailed name=mx.brokentls.example address=192.0.2.13 detail=error:0A00010B:SSL routines::wrong version number"
    ),
    EximSample(
      "H=mx.dropmail.example [192.0.2.30] TLS error on connection (recv): The TLS connection was non-properly terminated.",
      id: true,
      gives:
        "tlsReadFailed name=mx.dropmail.example address=192.0.2.30 detail=The TLS connection was non-properly terminated."
    ),
    EximSample(
      "H=mx.quit421.example [192.0.2.47] TLS error on connection (uncork): Success.", id: true,
      gives: "tlsBroken name=mx.quit421.example address=192.0.2.47 detail=Success."),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip(" TLS error on connection ") else { return false }
    statement.readTLSFailure(&cursor)
    return true
  }
}
