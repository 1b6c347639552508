// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// What a delivery agent writes of a server's reply, or of how it lost the server:
///
///     "host " peer " said: " reply " (in reply to " command " command)"
///     "host " peer " refused to talk to me: " reply
///     "TLS is required, but host " peer " refused to start TLS: " reply
///     ( "lost connection with " / "conversation with " ) peer [ " timed out" ] " while " what
struct RemoteReply: Equatable {
  enum Kind: Equatable {
    case said, refusedToTalk, refusedTLS, lost, timedOut
    /// Our client would not go on: no TLS, a certificate, an extension, the size.
    case unwilling
    case handshakeFailed
    /// No connection was made.
    case noConnection
    case other
  }

  var kind = Kind.other
  var code: UInt16 = 0
  var enhanced: EnhancedStatusCode?
  /// The reply's text behind its code; of other kinds the whole.
  var text: TextRange
  var verb = SessionEvent.Verb.other

  /// Reads a reason; the ranges are of `octets`.
  init(_ octets: Span<UInt8>, _ range: TextRange) {
    text = range
    var cursor = MessageCursor(octets)
    cursor.position = Int(range.start)
    cursor.end = range.end
    if cursor.skip("host ") {
      readReply(&cursor)
    } else if cursor.sees("lost connection with ") {
      kind = .lost
      readStage(&cursor)
    } else if cursor.sees("conversation with ") {
      kind = cursor.contains(" timed out") ? .timedOut : .lost
      readStage(&cursor)
    } else if cursor.sees("connect to ") || cursor.sees("delivery temporarily suspended: ")
      || cursor.sees("Host or domain name not found") || cursor.sees("unable to look up host ")
    {
      kind = .noConnection
    } else if cursor.sees("Cannot start TLS: ") {
      kind = .handshakeFailed
    } else if cursor.skip("TLS is required, but host ") {
      _ = PostfixPeer.take(&cursor)
      if cursor.skip(" refused to start TLS: ") {
        kind = .refusedTLS
        verb = .startTLS
        readHead(&cursor)
      } else {
        kind = .unwilling
      }
    } else if cursor.sees("TLS is required, but ") || cursor.sees("Server certificate not ")
      || cursor.sees("SMTPUTF8 is required, but ") || cursor.sees("message requires SMTPUTF8")
      || cursor.sees("message size ")
      || cursor.sees("Sender requested REQUIRETLS, but ")
    {
      kind = .unwilling
    }
  }

  private mutating func readReply(_ cursor: inout MessageCursor) {
    guard PostfixPeer.take(&cursor) != nil else { return }
    if cursor.skip(" said: ") {
      kind = .said
      if let place = Self.place(ofCommandIn: cursor) {
        var command = cursor
        command.position = place + " (in reply to ".utf8.count
        verb = Self.verb(command)
        cursor.end = place
      }
      readHead(&cursor)
    } else if cursor.skip(" refused to talk to me: ") {
      kind = .refusedToTalk
      verb = .connect
      readHead(&cursor)
    }
  }

  private mutating func readHead(_ cursor: inout MessageCursor) {
    let reply = ReplyHead(cursor.octets, cursor.position..<cursor.end)
    code = reply.code
    enhanced = reply.enhanced
    text = reply.text
  }

  /// Where ` (in reply to …)` begins: the last one is Postfix's own.
  private static func place(ofCommandIn cursor: borrowing MessageCursor) -> Int? {
    var limit = cursor.end
    while let place = cursor.octets.lastOffset(
      of: UInt8(ascii: "("), from: cursor.position, before: limit)
    {
      if cursor.octets.holds(" (in reply to ", at: place - 1, before: cursor.end) {
        return place - 1
      }
      limit = place
    }
    return nil
  }

  private static func verb(_ cursor: borrowing MessageCursor) -> SessionEvent.Verb {
    let words: [(StaticString, SessionEvent.Verb)] = [
      ("end of DATA", .endOfData), ("MAIL FROM", .mailFrom), ("RCPT TO", .rcptTo),
      ("DATA", .data), ("EHLO", .ehlo), ("HELO", .helo), ("LHLO", .ehlo), ("AUTH", .auth),
      ("STARTTLS", .startTLS), ("RSET", .reset), ("QUIT", .quit), ("MAIL", .mailFrom),
      ("RCPT", .rcptTo),
    ]
    for (word, verb) in words where cursor.sees(word) { return verb }
    return .other
  }

  private mutating func readStage(_ cursor: inout MessageCursor) {
    guard cursor.take(through: " while ") != nil else { return }
    let words: [(StaticString, SessionEvent.Verb)] = [
      ("receiving the initial", .connect), ("performing the EHLO", .ehlo),
      ("performing the HELO", .helo), ("performing the LHLO", .ehlo), ("sending MAIL", .mailFrom),
      ("sending RCPT", .rcptTo), ("sending DATA", .data), ("sending message body", .data),
      ("sending end of data", .endOfData), ("sending STARTTLS", .startTLS),
    ]
    for (word, stage) in words where cursor.sees(word) { verb = stage }
  }
}
