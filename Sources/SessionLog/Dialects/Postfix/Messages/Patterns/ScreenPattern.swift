// SPDX-License-Identifier: Apache-2.0

/// postscreen, which looks at clients before smtpd does, and tlsproxy, which does TLS for it. A client
/// that passes goes on with smtpd in the same connection.
enum ScreenPattern: PostfixPattern {
  static let name = "screen"
  static let meaning = "What postscreen saw of a client before smtpd had it, or in place of it."
  static let openings: [StaticString] = [
    "CONNECT from ", "DISCONNECT ", "PASS NEW ", "PASS OLD ", "ALLOWLISTED ", "WHITELISTED ",
    "ALLOWLIST VETO ", "WHITELIST VETO ", "DENYLISTED ", "BLACKLISTED ", "PREGREET ", "HANGUP ",
    "DNSBL rank ", "BARE NEWLINE from ", "NON-SMTP COMMAND from ", "COMMAND PIPELINING from ",
    "COMMAND TIME LIMIT from ", "COMMAND COUNT LIMIT from ", "COMMAND LENGTH LIMIT from ",
    "DATA without valid RCPT from ", "BDAT without valid RCPT from ",
  ]
  static let samples = [
    sample("CONNECT from [203.0.113.9]:50123 to [198.51.100.26]:25"),
    PostfixSample(
      "CONNECT from [203.0.113.9]:50123", from: .tlsproxy, releases: "2.8–", gives: "screened", "",
      "203.0.113.9", "CONNECT from [203.0.113.9]:50123"),
    sample("DISCONNECT [203.0.113.9]:50123"), sample("PASS NEW [203.0.113.9]:50123"),
    sample("PASS OLD [203.0.113.9]:50123"), sample("ALLOWLISTED [203.0.113.9]:50123", "3.6–"),
    sample("WHITELISTED [203.0.113.9]:50123"), sample("DENYLISTED [203.0.113.9]:50123", "3.6–"),
    sample("BLACKLISTED [203.0.113.9]:50123"),
    sample("ALLOWLIST VETO [203.0.113.9]:50123", "3.6–"),
    sample("WHITELIST VETO [203.0.113.9]:50123"),
    sample(#"PREGREET 28 after 0.12 from [203.0.113.9]:50123: EHLO zombie.friend.example\r\n"#),
    sample("HANGUP after 1.2 from [203.0.113.9]:50123 in tests before SMTP handshake"),
    sample("DNSBL rank 5 for [203.0.113.9]:50123"),
    sample("BARE NEWLINE from [203.0.113.9]:50123 after NOOP"),
    sample("NON-SMTP COMMAND from [203.0.113.9]:50123 after EHLO: Subject: hi"),
    sample(#"COMMAND PIPELINING from [203.0.113.9]:50123 after EHLO: MAIL FROM:<>\r\n"#),
    sample("COMMAND TIME LIMIT from [203.0.113.9]:50123 after EHLO"),
    sample("COMMAND COUNT LIMIT from [203.0.113.9]:50123 after NOOP"),
    sample("COMMAND LENGTH LIMIT from [203.0.113.9]:50123 after HELO"),
    sample("DATA without valid RCPT from [203.0.113.9]:50123"),
    sample("BDAT without valid RCPT from [203.0.113.9]:50123"),
  ]

  private static func sample(_ text: String, _ releases: String = "2.8–") -> PostfixSample {
    PostfixSample(
      text, from: .postscreen, releases: releases, gives: "screened", "", "203.0.113.9", text)
  }

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    let whole = cursor.whole
    guard let what = what(&cursor), let peer = PostfixPeer.take(&cursor), peer.name.isEmpty else {
      return nil
    }
    return .screened(what, peer, text: whole)
  }

  /// What happened; the cursor stands before the peer then.
  private static func what(_ cursor: inout MessageCursor) -> PostfixEvent.Screening? {
    if cursor.skip("CONNECT from ") { return .connected }
    if cursor.skip("DISCONNECT ") { return .closed }
    if cursor.skip("PASS NEW ") || cursor.skip("PASS OLD ") { return .passed }
    if cursor.skip("ALLOWLISTED ") || cursor.skip("WHITELISTED ") { return .allowed }
    if cursor.skip("DENYLISTED ") || cursor.skip("BLACKLISTED ") { return .denied }
    if cursor.skip("ALLOWLIST VETO ") || cursor.skip("WHITELIST VETO ") { return .other }
    if cursor.skip("DNSBL rank ") {
      return cursor.number() != nil && cursor.skip(" for ") ? .blocklisted : nil
    }
    let kind: PostfixEvent.Screening
    if cursor.sees("PREGREET ") {
      kind = .earlyTalker
    } else if cursor.sees("HANGUP ") {
      kind = .hungUp
    } else if cursor.sees("BARE NEWLINE ") {
      kind = .bareLineFeed
    } else if cursor.sees("NON-SMTP COMMAND ") {
      kind = .nonSMTPCommand
    } else if cursor.sees("COMMAND PIPELINING ") {
      kind = .pipelining
    } else if cursor.sees("COMMAND TIME LIMIT ") {
      kind = .timeLimit
    } else if cursor.sees("COMMAND ") || cursor.sees("DATA without valid RCPT ")
      || cursor.sees("BDAT without valid RCPT ")
    {
      kind = .otherLimit
    } else {
      return nil
    }
    return cursor.take(through: " from ") == nil ? nil : kind
  }
}
