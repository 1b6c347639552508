// SPDX-License-Identifier: Apache-2.0

/// A handshake with a remote server failed, and the message goes to it in the clear.
enum EximUnencryptedDelivery: EximPattern {
  static let name = "unencrypted-delivery"
  static let meaning =
    "The TLS handshake with a remote server failed; delivery goes on in the clear."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["TLS session: ", "TLS session failure: "]
  static let samples = [
    EximSample(
      "TLS session: (SSL_connect): error:0A00010B:SSL routines::wrong version number: delivering unencrypted to H=mx.brokentls.example [192.0.2.13] (not in hosts_require_tls)",
      id: true, versions: "4.90–",
      gives:
        "unencrypted name=mx.brokentls.example address=192.0.2.13 detail=error:0A00010B:SSL routines::wrong version number"
    ),
    EximSample(
      "TLS session failure: delivering unencrypted to mx.closetls.example [192.0.2.14] (not in hosts_require_tls)",
      id: true, versions: "–4.89",
      gives: "unencrypted name=mx.closetls.example address=192.0.2.14"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip("TLS session failure: delivering unencrypted to ") {
      _ = cursor.skip("H=")
    } else {
      guard cursor.skip("TLS session: "), cursor.take(through: "): ") != nil,
        let detail = cursor.take(through: ": delivering unencrypted to ")
      else { return false }
      statement.detail = detail
      _ = cursor.skip("H=")
    }
    guard let host = EximHost.read(&cursor) else { return false }
    statement.host = host
    statement.kind = .unencrypted
    return true
  }
}
