// SPDX-License-Identifier: Apache-2.0

/// The argument of EHLO or HELO was not a name: 501. Or MAIL came without EHLO or HELO: 503.
enum EximRejectedGreeting: EximPattern {
  static let name = "rejected-greeting"
  static let meaning = "The argument of EHLO or HELO is not a name, or MAIL came without either."
  static let place = EximPlace.start
  static let openings: [StaticString] = [
    "rejected EHLO from ", "rejected HELO from ", "rejected MAIL from ",
  ]
  static let samples = [
    EximSample(
      "rejected EHLO from [203.0.113.206]:59481 I=[198.51.100.25]:25: syntactically invalid argument(s): under_score bad!name",
      gives:
        "refused address=203.0.113.206 port=59481 verb=ehlo detail=syntactically invalid argument(s): under_score bad!name"
    ),
    EximSample(
      "rejected HELO from mta1.oldpost.example [203.0.113.70]: syntactically invalid argument(s): (no argument given)",
      gives:
        "refused name=mta1.oldpost.example address=203.0.113.70 verb=helo detail=syntactically invalid argument(s): (no argument given)"
    ),
    EximSample(
      "rejected MAIL from mta3.letterbox.example [203.0.113.22]: no HELO/EHLO given",
      gives:
        "refused name=mta3.letterbox.example address=203.0.113.22 verb=mailFrom detail=no HELO/EHLO given"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    statement.verb =
      cursor.sees("rejected EHLO") ? .ehlo : cursor.sees("rejected HELO") ? .helo : .mailFrom
    cursor.position += 19
    guard let host = EximHost.read(&cursor), cursor.skip(": ") else { return false }
    statement.host = host
    statement.kind = .refused
    statement.marks.insert(.rejected)
    statement.detail = cursor.rest()
    return true
  }
}
