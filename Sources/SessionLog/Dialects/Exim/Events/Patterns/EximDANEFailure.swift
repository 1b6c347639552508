// SPDX-License-Identifier: Apache-2.0

/// DANE was required and the handshake failed: nothing goes to the server in the clear.
enum EximDANEFailure: EximPattern {
  static let name = "dane-failure"
  static let meaning = "A TLS session that DANE requires could not be had."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["DANE attempt failed; "]
  static let samples = [
    EximSample(
      "DANE attempt failed; TLS connection to mx.baddane.sec.example [192.0.2.43]: (certificate verification failed): Verification failed. The certificate differs.",
      id: true, versions: "4.91–",
      gives:
        "daneFailed name=mx.baddane.sec.example address=192.0.2.43 detail=Verification failed. The certificate differs."
    ),
    EximSample(
      "DANE attempt failed; no TLS connection to mx.baddane.sec.example [192.0.2.43]", id: true,
      versions: "–4.90", gives: "daneFailed name=mx.baddane.sec.example address=192.0.2.43"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("DANE attempt failed; "), cursor.take(through: "TLS connection to ") != nil,
      let host = EximHost.read(&cursor)
    else { return false }
    statement.host = host
    statement.kind = .daneFailed
    guard cursor.skip(": ") else { return true }
    let start = cursor.position
    if cursor.take(through: "): ") == nil { cursor.position = start }
    statement.detail = cursor.rest()
    return true
  }
}
