// SPDX-License-Identifier: Apache-2.0

/// OpenSSL up to 4.89: the handshake failed since the client closed the connection. No peer is
/// named, so that only the process says whose it was.
enum EximTLSClientLeft: EximPattern {
  static let name = "tls-client-left"
  static let meaning =
    "The client closed the connection in the TLS handshake; the line does not name it."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["TLS client disconnected cleanly"]
  static let samples = [
    EximSample(
      "TLS client disconnected cleanly (rejected our certificate?)", versions: "–4.89",
      gives: "tlsClientLeft")
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    statement.kind = .tlsClientLeft
    return cursor.skip("TLS client disconnected cleanly")
  }
}
