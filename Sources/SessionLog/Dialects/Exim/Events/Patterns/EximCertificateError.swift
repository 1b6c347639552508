// SPDX-License-Identifier: Apache-2.0

/// OpenSSL: a certificate of the peer's did not verify. The session goes on where verification is
/// only tried. GnuTLS has no such line.
enum EximCertificateError: EximPattern {
  static let name = "certificate-error"
  static let meaning = "The peer's certificate did not verify, and why."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["[", "SSL verify error: "]
  static let samples = [
    EximSample(
      "[203.0.113.34] SSL verify error: depth=0 error=self-signed certificate cert=/CN=mta.acme-widgets.example",
      gives:
        "certificateError address=203.0.113.34 subject=/CN=mta.acme-widgets.example detail=self-signed certificate"
    ),
    EximSample(
      "[192.0.2.17] SSL verify error: certificate name mismatch: DN=\"/CN=other.host.example\" H=\"mx.wrongname.example\"",
      id: true,
      gives: "certificateError address=192.0.2.17 detail=certificate name mismatch"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.next == UInt8(ascii: "[") {
      guard let host = EximHost.read(&cursor), cursor.skip(" ") else { return false }
      statement.host = host
    }
    guard cursor.skip("SSL verify error: ") else { return false }
    statement.kind = .certificateError
    guard cursor.sees("depth="), cursor.take(through: " error=") != nil else {
      statement.detail = cursor.take(until: UInt8(ascii: ":"))
      return true
    }
    let start = cursor.position
    guard let detail = cursor.take(through: " cert=") else {
      cursor.position = start
      statement.detail = cursor.rest()
      return true
    }
    statement.detail = detail
    statement.tls.subject = cursor.rest()
    return true
  }
}
