// SPDX-License-Identifier: Apache-2.0

/// One remote server of several failed; others may have taken the message.
enum EximHostFailure: EximPattern {
  static let name = "host-failure"
  static let meaning = "A remote server could not be used for a message, and why."
  static let place = EximPlace.behindHost
  static let openings: [StaticString] = [": ", " "]
  static let samples = [
    EximSample(
      "H=mx.banner554.example [192.0.2.26]: SMTP error from remote mail server after initial connection: 554 5.7.1 blocked",
      id: true,
      gives:
        "hostFailed name=mx.banner554.example address=192.0.2.26 verb=connect detail=554 5.7.1 blocked"
    ),
    EximSample(
      "H=mx.plain.example [192.0.2.11]: a TLS session is required, but the server did not offer TLS support",
      id: true,
      gives:
        "hostFailed name=mx.plain.example address=192.0.2.11 detail=a TLS session is required, but the server did not offer TLS support"
    ),
    EximSample(
      "H=mta1.uni.example [203.0.113.40]:25 Connection refused", id: true,
      gives:
        "hostFailed name=mta1.uni.example address=203.0.113.40 port=25 detail=Connection refused"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard statement.hasID, !statement.marks.contains(.sender) else { return false }
    if cursor.skip(": ") {
      statement.kind = .hostFailed
      statement.readRemoteFailure(&cursor)
      return true
    }
    guard cursor.skip(" "),
      cursor.sees("Connection ") || cursor.sees("Network ")
        || cursor.sees("No route") || cursor.sees("Host ") || cursor.sees("TLS session")
    else { return false }
    statement.kind = .hostFailed
    statement.readRemoteFailure(&cursor)
    return true
  }
}
