// SPDX-License-Identifier: Apache-2.0
import SessionLog
import Testing

/// Excerpts as an operator publishes them: names, addresses and codes blanked by hand.
@Suite struct PatternsExcerptTests {
  @Test func `an inbound session with its names removed says what it meant`() {
    let lines = [
      ("EHLO from []", MessageOrigin.server), ("no cert found for", .shared),
      ("STARTTLS version=TLSv1.2 cipher=AES128-GCM-SHA256 bits=128/128 verified", .server),
      ("EHLO from []", .server), ("MAIL FROM:<> SIZE=2197", .server),
      ("RCPT TO:<\".\">", .server), ("BDAT 2197 LAST", .server),
      ("message delivered, 2730 octets, with id 5nm6iyuacamrq", .server), ("QUIT", .server),
    ]
    #expect(
      Self.read(lines) == [
        "greeting: , []", "certificateMissing: ",
        "tlsEstablished: TLSv1.2, AES128-GCM-SHA256", "greeting: , []", "mailFrom: , SIZE=2197",
        "rcptTo: \".\"", "bdat: ", "delivered: 5nm6iyuacamrq", "quit: ",
      ])
  }

  @Test func `a failed handshake with its names removed says what it meant`() {
    let lines = [
      ("EHLO from []", MessageOrigin.server), ("no cert found for ", .shared),
      ("error:140943F2:SSL routines:ssl3_read_bytes:sslv3 alert unexpected message", .shared),
      ("fatal OpenSSL error", .shared),
    ]
    #expect(
      Self.read(lines) == [
        "greeting: , []", "certificateMissing: ",
        "tlsError: error:140943F2:SSL routines:ssl3_read_bytes:sslv3 alert unexpected message",
        "tlsFatal: ",
      ])
  }

  @Test func `an outbound session with its names removed says what it meant`() {
    let lines = [
      (" S: 220 ESMTP 81-v6si3174433pfz.334 - gsmtp", MessageOrigin.client), ("C: EHLO", .client),
      (" S: at your service, […]", .client), ("C: STARTTLS", .client),
      (" S: 220 2.0.0 Ready to start TLS", .client),
      ("C: MAIL FROM:<\".\"> SIZE=1138 BODY=8BITMIME SMTPUTF8", .client),
      ("C: RCPT TO:<>", .client), ("C: BDAT 1138 LAST", .client),
      (" S: 553-5.1.2 The sender address <> is not a valid RFC-5321", .client),
      (" C: QUIT", .client),
    ]
    #expect(
      Self.read(lines) == [
        "replyLine: ESMTP 81-v6si3174433pfz.334 - gsmtp", "command: ",
        "replyLine: at your service, […]", "command: ", "replyLine: 2.0.0 Ready to start TLS",
        "command: <\".\"> SIZE=1138 BODY=8BITMIME SMTPUTF8", "command: <>", "command: 1138 LAST",
        "replyLine: 5.1.2 The sender address <> is not a valid RFC-5321", "command: ",
      ])
  }

  /// Each event as its name and its texts.
  private static func read(_ lines: [(text: String, origin: MessageOrigin)]) -> [String] {
    lines.map { line in
      let octets = Array(line.text.utf8)
      var hint = MessageCatalogue.noHint
      let event = MessageCatalogue.match(
        octets.span, from: .init(severity: .info, origin: line.origin), hint: &hint)
      guard let event else { return "not recognised: \(line.text)" }
      let description = EventDescription(event, of: octets)
      return "\(description.name): \(description.texts.joined(separator: ", "))"
    }
  }
}
