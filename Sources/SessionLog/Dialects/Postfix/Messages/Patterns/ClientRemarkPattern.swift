// SPDX-License-Identifier: Apache-2.0

/// What the SMTP client notes without a bearing on a session.
enum ClientRemarkPattern: PostfixPattern {
  static let name = "client-remark"
  static let meaning =
    "A remark of the program that sends: DNS, workarounds, breaches by a server that were let pass."
  static let openings: [StaticString] = [
    "no MX host for ", "enabling PIX workarounds", "numeric domain name in ",
    "malformed domain name in ", "unable to look up host ", "open active ", "mailer loop:", "",
  ]
  static let samples = [
    PostfixSample(
      "warning: no MX host for badmx.example has a valid address record", from: .smtp,
      gives: "remark"),
    PostfixSample(
      "4jdj0074CWz2yj: enabling PIX workarounds: disable_esmtp delay_dotcrlf for mx.pix.example[198.51.100.116]:25",
      from: .smtp, gives: "remark"),
    PostfixSample(
      "warning: numeric domain name in resource data of MX record for x.example: 198.51.100.1",
      from: .smtp, gives: "remark"),
    PostfixSample(
      "warning: malformed domain name in resource data of MX record for x.example: ", from: .smtp,
      gives: "remark"),
    PostfixSample(
      "warning: unable to look up host nosuch.example: Host not found", from: .smtp, gives: "remark"
    ),
    PostfixSample(
      "warning: open active 4jdj0074CWz2yj: No such file or directory", from: .qmgr, gives: "remark"
    ),
    PostfixSample(
      "warning: mailer loop: best MX host for postbox.example is local", from: .smtp,
      gives: "remark"),
    PostfixSample(
      "warning: host mx.odd.example[198.51.100.117]:25 replied to HELO/EHLO with my own hostname mail.postbox.example",
      from: .smtp, gives: "remark"),
    PostfixSample(
      "warning: valid_hostname: misplaced delimiter: .", from: .smtpd, gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    for opening in openings where opening.utf8CodeUnitCount > 0 {
      if cursor.sees(opening) { return .remark }
    }
    guard context.severity == .warning, !context.hasQueueID else { return nil }
    if cursor.sees("valid_hostname: ") || cursor.sees("valid_ipv4_hostaddr: ")
      || cursor.sees("valid_ipv6_hostaddr: ")
    {
      return .remark
    }
    guard cursor.skip("host "), PostfixPeer.take(&cursor) != nil else { return nil }
    return cursor.sees(" replied to HELO/EHLO with ") || cursor.sees(" greeted me with ")
      ? .remark : nil
  }
}
