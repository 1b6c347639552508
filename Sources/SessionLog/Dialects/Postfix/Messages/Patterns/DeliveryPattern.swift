// SPDX-License-Identifier: Apache-2.0

/// One recipient of one delivery, by any agent:
///
///     "to=<" path ">" [ ", orig_to=<" path ">" ] ", relay=" relay [ ", conn_use=" n ] ", delay=" d
///         [ ", delays=" a/b/c/d ] [ ", tls=" t ] [ ", dsn=" x.y.z ] ", status=" s [ " (" reason ")" ]
///
/// The reason is anybody's text: it may hold parentheses, commas, and another `status=`.
enum DeliveryPattern: PostfixPattern {
  static let name = "delivery"
  static let meaning = "A recipient's mail was delivered, will be tried again, or was given back."
  static let openings: [StaticString] = ["to=<"]
  static let samples = [
    PostfixSample(
      "4jdj0074CWz2yj: to=<user@full.example>, relay=mx.full.example[198.51.100.106]:25, delay=0.08, delays=0.03/0.04/0.02/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 000001)",
      from: .smtp, gives: "delivery", "user@full.example", "", "mx.full.example", "198.51.100.106",
      "0.03/0.04/0.02/0", "", "250 2.0.0 Ok: queued as 000001"),
    PostfixSample(
      #"4jdj0074CWz2yj: to=<"x, to=<y>"@full.example>, orig_to=<y>, relay=mx.full.example[198.51.100.106]:25, conn_use=2, delay=1, delays=0/0/0/1, tls=may, dsn=5.1.1, status=bounced (host mx.full.example[198.51.100.106] said: 550 5.1.1 no (status=sent (250 ok)) (in reply to RCPT TO command))"#,
      from: .smtp, releases: "3.11–", gives: "delivery", #""x, to=<y>"@full.example"#, "y",
      "mx.full.example", "198.51.100.106", "0/0/0/1", "may",
      "host mx.full.example[198.51.100.106] said: 550 5.1.1 no (status=sent (250 ok)) (in reply to RCPT TO command)"
    ),
    PostfixSample(
      "4jdj010Mbyz2yl: to=<user@nullmx.example>, relay=none, delay=0.03, delays=0/0.01/0.01/0, dsn=5.1.0, status=bounced (Domain nullmx.example does not accept mail (nullMX))",
      from: .smtp, gives: "delivery", "user@nullmx.example", "", "none", "", "0/0.01/0.01/0", "",
      "Domain nullmx.example does not accept mail (nullMX)"),
    PostfixSample(
      "4jdj010Mbyz2yl: to=<anna@postbox.example>, relay=local, delay=0.03, delays=0/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)",
      from: .local, gives: "delivery", "anna@postbox.example", "", "local", "", "0/0/0/0", "",
      "delivered to mailbox"),
    PostfixSample(
      "4jdj010Mbyz2yl: to=<anna@postbox.example>, relay=mail.postbox.example[private/dovecot-lmtp], delay=0.03, delays=0/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 <anna@postbox.example> Saved)",
      from: .lmtp, gives: "delivery", "anna@postbox.example", "", "mail.postbox.example",
      "private/dovecot-lmtp", "0/0/0/0", "", "250 2.0.0 <anna@postbox.example> Saved"),
    PostfixSample(
      "3F1A21C0D7: to=<user@full.example>, relay=mx.full.example[198.51.100.106], delay=2, status=deferred (host mx.full.example[198.51.100.106] said: 451 later (in reply to RCPT TO command))",
      from: .smtp, releases: "2.2–", gives: "delivery", "user@full.example", "", "mx.full.example",
      "198.51.100.106", "", "",
      "host mx.full.example[198.51.100.106] said: 451 later (in reply to RCPT TO command)"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard cursor.skip("to=<") else { return nil }
    var delivery = PostfixDelivery()
    guard let paths = cursor.take(through: ">, relay=") else { return nil }
    delivery.readPaths(text, paths)
    if let relay = PostfixPeer.take(&cursor) {
      delivery.relay = relay
    } else {
      delivery.relay.name = cursor.take(until: UInt8(ascii: ","))
    }
    while cursor.skip(", ") {
      if cursor.skip("delay=") {
        skipValue(&cursor)
      } else if cursor.skip("delays=") {
        delivery.delays = cursor.take(until: UInt8(ascii: ","))
      } else if cursor.skip("dsn=") {
        skipValue(&cursor)
      } else if cursor.skip("status=") {
        delivery.readStatus(&cursor)
        return .delivery(delivery)
      } else if cursor.skip("conn_use=") {
        delivery.connectionUse = UInt32(clamping: cursor.number() ?? 1)
      } else if cursor.skip("tls=") {
        delivery.tls = cursor.take(until: UInt8(ascii: ","))
      } else {
        skipValue(&cursor)
      }
    }
    return nil
  }

  private static func skipValue(_ cursor: inout MessageCursor) {
    _ = cursor.take(until: UInt8(ascii: ","))
  }
}

extension PostfixDelivery {
  /// Reads `path [ ">, orig_to=<" path ]`.
  fileprivate mutating func readPaths(_ text: Span<UInt8>, _ range: TextRange) {
    var cursor = MessageCursor(text)
    cursor.position = Int(range.start)
    cursor.end = range.end
    if let path = cursor.take(through: ">, orig_to=<") {
      forwardPath = path
      originalPath = cursor.rest()
    } else {
      forwardPath = range
    }
  }

  fileprivate mutating func readStatus(_ cursor: inout MessageCursor) {
    if cursor.skip("sent") {
      status = .sent
    } else if cursor.skip("deferred") {
      status = .deferred
    } else if cursor.skip("bounced") {
      status = .bounced
    } else {
      _ = cursor.take(until: UInt8(ascii: " "))
    }
    guard cursor.skip(" (") else { return }
    // Without the parenthesis at its end the line was cut.
    _ = cursor.dropEnding(")")
    reason = cursor.rest()
  }
}
