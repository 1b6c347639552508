// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// What an access rule, a header or body check, a milter or a policy service did. From smtpd and
/// postscreen:
///
///     action ": " stage " from " peer ": " text "; " fields
///
/// from cleanup, which says nothing of the reply code:
///
///     action ": " ( "header " / "body " ) line " from " ( peer / "local" ) "; " fields [ ": " text ]
///
///     fields = *( name "=" value [ "," ] SP )
///
/// `text` and `line` are anybody's, so that the fields begin at the last place that looks like it.
enum ActionPattern: PostfixPattern {
  static let name = "action"
  static let meaning =
    "A command, a header field, a body line or a message was refused, or something else was done with it."
  static let openings: [StaticString] = [
    "reject: ", "milter-reject: ", "hangup: ", "hold: ", "milter-hold: ", "discard: ",
    "milter-discard: ", "reject_warning: ", "warn: ", "warning: ", "info: ", "redirect: ",
    "filter: ", "prepend: ", "replace: ", "bcc: ", "delay: ", "strip: ",
  ]
  static let samples = [
    PostfixSample(
      "NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 550 5.1.1 <x@postbox.example>: Recipient address rejected: User unknown in local recipient table; from=<> to=<x@postbox.example> proto=ESMTP helo=<zombie>",
      from: .smtpd, gives: "action",
      "5.1.1 <x@postbox.example>: Recipient address rejected: User unknown in local recipient table",
      "", "x@postbox.example", "zombie"),
    PostfixSample(
      #"4jdj012Sgmz2yx: reject: RCPT from unknown[203.0.113.9]: 450 4.7.1 try; later; from=<"a>b"@uni.example> to=<"quoted, to=<x>"@postbox.example> proto=SMTP helo=<h>"#,
      from: .smtpd, releases: "3.5–", gives: "action", "4.7.1 try; later",
      #""a>b"@uni.example"#, #""quoted, to=<x>"@postbox.example"#, "h"),
    PostfixSample(
      "NOQUEUE: reject: MAIL from unknown[203.0.113.9]: 552 5.3.4 Message size exceeds fixed limit; proto=ESMTP helo=<h>",
      from: .smtpd, gives: "action", "5.3.4 Message size exceeds fixed limit", "", "", "h"),
    PostfixSample(
      "NOQUEUE: reject: RCPT from [203.0.113.9]:50123: 450 4.3.2 Service currently unavailable; from=<a@uni.example>, to=<x@postbox.example>, proto=ESMTP, helo=<h>",
      from: .postscreen, releases: "2.8–", gives: "action", "4.3.2 Service currently unavailable",
      "a@uni.example", "x@postbox.example", "h"),
    PostfixSample(
      "NOQUEUE: reject: CONNECT from [203.0.113.9]:50123: all server ports busy", from: .postscreen,
      releases: "2.8–", gives: "action", "all server ports busy", "", "", ""),
    PostfixSample(
      "warning: reject: ETRN nosuch.example... from unknown[203.0.113.9]", from: .smtpd,
      gives: "action", "", "", "", ""),
    PostfixSample(
      "NOQUEUE: milter-reject: MAIL from unknown[203.0.113.9]: 550 5.7.1 no; from=<a@uni.example> proto=ESMTP helo=<h>",
      from: .smtpd, gives: "action", "5.7.1 no", "a@uni.example", "", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: milter-reject: END-OF-MESSAGE from unknown[203.0.113.9]: 5.7.1 Spam; from=<a@uni.example> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .cleanup, gives: "action", "5.7.1 Spam", "a@uni.example", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: reject: header Subject: buy from me from unknown[203.0.113.9]; from=<a@uni.example> to=<x@postbox.example> proto=ESMTP helo=<h>: 5.7.1 rejected",
      from: .cleanup, gives: "action", "5.7.1 rejected", "a@uni.example", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: hold: header Subject: x from local; from=<a@uni.example> to=<x@postbox.example>",
      from: .cleanup, gives: "action", "", "a@uni.example", "x@postbox.example", ""),
    PostfixSample(
      "4jdj012Sgmz2yx: milter-hold: END-OF-MESSAGE from unknown[203.0.113.9]: milter triggers HOLD action; from=<a@uni.example> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .cleanup, gives: "action", "milter triggers HOLD action", "a@uni.example",
      "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: discard: body x from unknown[203.0.113.9]; from=<a@uni.example> to=<x@postbox.example> proto=ESMTP helo=<h>: bye",
      from: .cleanup, gives: "action", "bye", "a@uni.example", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: milter-discard: END-OF-MESSAGE from unknown[203.0.113.9]: milter triggers DISCARD action; from=<a@uni.example> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .cleanup, gives: "action", "milter triggers DISCARD action", "a@uni.example",
      "x@postbox.example", "h"),
    PostfixSample(
      "NOQUEUE: hangup: RCPT from unknown[203.0.113.9]: 521 5.7.1 bye; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .smtpd, gives: "action", "5.7.1 bye", "", "x@postbox.example", "h"),
    PostfixSample(
      "NOQUEUE: reject_warning: RCPT from unknown[203.0.113.9]: 554 5.7.1 no; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .smtpd, gives: "action", "5.7.1 no", "", "x@postbox.example", "h"),
    PostfixSample(
      "NOQUEUE: warn: RCPT from unknown[203.0.113.9]: watch; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .smtpd, releases: "2.9–", gives: "action", "watch", "", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: warning: header Subject: x from unknown[203.0.113.9]; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>: odd",
      from: .cleanup, gives: "action", "odd", "", "x@postbox.example", "h"),
    PostfixSample(
      "NOQUEUE: info: RCPT from unknown[203.0.113.9]: a note; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .smtpd, gives: "action", "a note", "", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: redirect: header Subject: x from unknown[203.0.113.9]; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>: chris@postbox.example",
      from: .cleanup, gives: "action", "chris@postbox.example", "", "x@postbox.example", "h"),
    PostfixSample(
      "NOQUEUE: filter: RCPT from unknown[203.0.113.9]: <x@postbox.example>: Recipient address triggers FILTER scan:dummy; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .smtpd, gives: "action",
      "<x@postbox.example>: Recipient address triggers FILTER scan:dummy", "", "x@postbox.example",
      "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: prepend: header Subject: x from unknown[203.0.113.9]; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>: X-A: b",
      from: .cleanup, gives: "action", "X-A: b", "", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: replace: header Subject: x from unknown[203.0.113.9]; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>: Subject: y",
      from: .cleanup, gives: "action", "Subject: y", "", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: bcc: header Subject: x from unknown[203.0.113.9]; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>: y@postbox.example",
      from: .cleanup, releases: "3.0–", gives: "action", "y@postbox.example", "",
      "x@postbox.example", "h"),
    PostfixSample(
      "NOQUEUE: delay: RCPT from unknown[203.0.113.9]: x; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .smtpd, gives: "action", "x", "", "x@postbox.example", "h"),
    PostfixSample(
      "4jdj012Sgmz2yx: strip: header X-Old: x from unknown[203.0.113.9]; from=<> to=<x@postbox.example> proto=ESMTP helo=<h>",
      from: .cleanup, releases: "3.2–", gives: "action", "", "", "x@postbox.example", "h"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard let action = action(&cursor) else { return nil }
    if cursor.sees("header ") || cursor.sees("body ") {
      return content(&cursor).map { .action(action, $0) }
    }
    let word = cursor.take(until: UInt8(ascii: " "))
    var refusal = PostfixRefusal(
      stage: PostfixRefusal.Stage(text.extracting(word.indices)), peer: PostfixPeer())
    // ETRN names its argument before the peer.
    guard cursor.take(through: " from ") != nil || cursor.skip("from ") else { return nil }
    guard let peer = PostfixPeer.take(&cursor) else { return nil }
    refusal.peer = peer
    guard cursor.isAtEnd || cursor.skip(": ") else { return nil }
    let start = cursor.position
    let end = ActionFields.start(in: text, from: start, before: cursor.end) ?? cursor.end
    refusal.readReply(text, start..<end)
    cursor.position = end
    ActionFields.read(&cursor, into: &refusal)
    return .action(action, refusal)
  }

  private static func action(_ cursor: inout MessageCursor) -> PostfixEvent.Action? {
    if cursor.skip("reject: ") { return .reject }
    if cursor.skip("milter-reject: ") { return .milterReject }
    if cursor.skip("hangup: ") { return .hangUp }
    if cursor.skip("hold: ") { return .hold }
    if cursor.skip("milter-hold: ") { return .milterHold }
    if cursor.skip("discard: ") { return .discard }
    if cursor.skip("milter-discard: ") { return .milterDiscard }
    for opening in openings where cursor.skip(opening) { return .other }
    return nil
  }

  private static func content(_ cursor: inout MessageCursor) -> PostfixRefusal? {
    let text = cursor.octets
    guard let fields = ActionFields.start(in: text, from: cursor.position, before: cursor.end)
    else { return nil }
    var refusal = PostfixRefusal(stage: .endOfMessage, peer: PostfixPeer())
    // The peer stands before the fields, and what precedes it may hold anything.
    var end = fields
    while let blank = text.lastOffset(of: UInt8(ascii: " "), from: cursor.position, before: end) {
      if text.holds("from ", at: blank - 4, before: fields) {
        var peer = MessageCursor(text)
        peer.position = blank + 1
        peer.end = fields
        refusal.peer = PostfixPeer.take(&peer) ?? PostfixPeer()
        break
      }
      end = blank
    }
    cursor.position = fields
    ActionFields.read(&cursor, into: &refusal)
    if cursor.skip(": ") { refusal.readReply(text, cursor.position..<cursor.end) }
    return refusal
  }
}

extension PostfixRefusal {
  /// Reads `[ code SP ] [ enhanced SP ] text`.
  fileprivate mutating func readReply(_ octets: Span<UInt8>, _ range: Range<Int>) {
    let reply = ReplyHead(octets, range)
    code = reply.code
    enhanced = reply.enhanced
    text = reply.text
  }
}
