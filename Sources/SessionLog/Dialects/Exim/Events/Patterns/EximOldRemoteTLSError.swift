// SPDX-License-Identifier: Apache-2.0

/// TLS went wrong on a connection that Exim made, as 4.80 words it: the server stands behind "to".
enum EximOldRemoteTLSError: EximPattern {
  static let name = "old-remote-tls-error"
  static let meaning =
    "A TLS handshake with a remote server failed, or the server closed a TLS session."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["TLS error on connection to "]
  static let samples = [
    EximSample(
      "TLS error on connection to mx.brokentls.example [192.0.2.13] (gnutls_handshake): A TLS packet with unexpected length was received.",
      id: true, versions: "–4.80",
      gives:
        "handshakeFailed name=mx.brokentls.example address=192.0.2.13 detail=A TLS packet with unexpected length was received."
    ),
    EximSample(
      "TLS error on connection to mx.dropmail.example [192.0.2.30] (recv): A TLS packet with unexpected length was received.",
      id: true, versions: "–4.80",
      gives:
        "tlsReadFailed name=mx.dropmail.example address=192.0.2.30 detail=A TLS packet with unexpected length was received."
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("TLS error on connection to "), let host = EximHost.read(&cursor),
      cursor.skip(" ")
    else { return false }
    statement.host = host
    statement.readTLSFailure(&cursor)
    return true
  }
}
