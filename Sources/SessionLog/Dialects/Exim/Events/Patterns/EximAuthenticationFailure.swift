// SPDX-License-Identifier: Apache-2.0

/// AUTH failed: 535.
enum EximAuthenticationFailure: EximPattern {
  static let name = "authentication-failure"
  static let meaning = "A client could not authenticate."
  static let place = EximPlace.start
  static let openings: [StaticString] = [""]
  static let samples = [
    EximSample(
      "login_server authenticator failed for (ylmf-pc) [203.0.113.225]:41621 I=[198.51.100.25]:25: 535 Incorrect authentication data (set_id=admin)",
      gives:
        "authenticationFailed helo=ylmf-pc address=203.0.113.225 port=41621 verb=auth detail=535 Incorrect authentication data (set_id=admin)"
    ),
    EximSample(
      "plain authenticator failed for H=mta1.uni.example [203.0.113.40] U=ident: 435 Unable to authenticate at present",
      versions: "4.99–",
      gives:
        "authenticationFailed name=mta1.uni.example address=203.0.113.40 verb=auth temporary detail=435 Unable to authenticate at present"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    let name = cursor.take(until: UInt8(ascii: " "))
    guard !name.isEmpty, cursor.skip(" authenticator failed for ") else { return false }
    _ = cursor.skip("H=")
    guard let host = EximHost.read(&cursor), cursor.skip(": ") else { return false }
    statement.host = host
    statement.kind = .authenticationFailed
    statement.verb = .auth
    if cursor.next == UInt8(ascii: "4") { statement.marks.insert(.temporary) }
    statement.marks.insert(.rejected)
    statement.detail = cursor.rest()
    return true
  }
}
