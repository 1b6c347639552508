// SPDX-License-Identifier: Apache-2.0

/// The peer's address has no name, or the name does not lead back to it (`+host_lookup_failed`).
enum EximNameLookup: EximPattern {
  static let name = "name-lookup"
  static let meaning = "No name was found for the peer's address."
  static let place = EximPlace.start
  static let openings: [StaticString] = [
    "no host name found for IP address ", "no IP address found for host ",
  ]
  static let samples = [
    EximSample(
      "no host name found for IP address 203.0.113.239",
      gives: "peerRemark address=203.0.113.239"),
    EximSample(
      "no IP address found for host mx.oldpost.example (during SMTP connection from (x) [203.0.113.246])",
      gives: "peerRemark helo=x address=203.0.113.246"),
    EximSample("no IP address found for host mx.oldpost.example", gives: "remark"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    statement.kind = .peerRemark
    if cursor.skip("no host name found for IP address ") {
      guard let address = cursor.onlyWord() else { return false }
      statement.host.address = address
      return true
    }
    guard cursor.skip("no IP address found for host ") else { return false }
    if cursor.take(through: " (during SMTP connection from ") != nil,
      let host = EximHost.read(&cursor)
    {
      statement.host = host
    } else {
      statement.kind = .remark
    }
    return true
  }
}
