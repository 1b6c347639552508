// SPDX-License-Identifier: Apache-2.0

/// A command was wrong in itself (`+smtp_syntax_error`: 500, 501) or at its place
/// (`+smtp_protocol_error`: 503). The command is the client's own words.
enum EximSyntaxError: EximPattern {
  static let name = "syntax-error"
  static let meaning = "A command was wrong in itself or at its place."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP syntax error in \"", "SMTP protocol error in \""]
  static let samples = [
    EximSample(
      "SMTP syntax error in \"RCPT TO:<alice@>\" H=mta1.oldpost.example [203.0.113.70]:40819 I=[198.51.100.25]:25 domain missing or malformed",
      gives:
        "syntaxError name=mta1.oldpost.example address=203.0.113.70 port=40819 verb=rcptTo commands=RCPT TO:<alice@> detail=domain missing or malformed"
    ),
    EximSample(
      "SMTP syntax error in \"GET / HTTP/1.1\" H=[203.0.113.219] unrecognized command",
      gives:
        "syntaxError address=203.0.113.219 commands=GET / HTTP/1.1 detail=unrecognized command"),
    EximSample(
      "SMTP syntax error in \"\" H=[203.0.113.219] unrecognized command",
      gives: "syntaxError address=203.0.113.219 detail=unrecognized command"),
    EximSample(
      "SMTP protocol error in \"DATA\" H=(\" H=x) [203.0.113.219] valid RCPT command must precede DATA",
      gives:
        "protocolError helo=\" H=x address=203.0.113.219 verb=data commands=DATA detail=valid RCPT command must precede DATA"
    ),
    EximSample(
      "SMTP protocol error in \"starttls\" H=(x) [203.0.113.219] STARTTLS command used when not advertised",
      gives:
        "protocolError helo=x address=203.0.113.219 verb=startTLS commands=starttls detail=STARTTLS command used when not advertised"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip("SMTP syntax error in \"") {
      statement.kind = .syntaxError
    } else if cursor.skip("SMTP protocol error in \"") {
      statement.kind = .protocolError
    } else {
      return false
    }
    statement.verb = EximVerb.read(cursor)
    guard let command = cursor.take(through: "\" H="), let host = EximHost.read(&cursor) else {
      return false
    }
    statement.commands = command
    statement.host = host
    statement.readItems(&cursor)
    _ = cursor.skip(" ")
    statement.detail = cursor.rest()
    return true
  }
}
