// SPDX-License-Identifier: Apache-2.0

/// All messages of Exim that are known.
///
/// No message is taken by more than one pattern, so that it does not matter which is tried first.
package enum EximCatalogue {
  static let patterns: [any EximPattern.Type] = [
    // Connections
    EximConnectionCount.self, EximConnectionClosed.self, EximConnectionLost.self,
    EximDisconnection.self, EximLostReply.self, EximCommandTimeOut.self, EximDataTimeOut.self,
    EximNoMail.self,
    EximIncompleteTransaction.self, EximRefusedConnection.self, EximNameLookup.self,
    // TLS
    EximTLSError.self, EximTLSReadError.self, EximTLSClientLeft.self, EximCertificateError.self,
    EximRemoteTLSError.self, EximOldRemoteTLSError.self, EximUnencryptedDelivery.self,
    EximDANEFailure.self,
    // Messages
    EximArrival.self, EximCompletion.self, EximDelivery.self, EximDeferral.self, EximFailure.self,
    EximHostFailure.self, EximBlackhole.self,
    // Refusals
    EximRejection.self, EximRejectedGreeting.self, EximRejectedSize.self, EximScanRejection.self,
    EximSenderVerification.self, EximDiscardedRecipient.self, EximRecipientVerdict.self,
    EximSyntaxError.self, EximUnqualifiedAddress.self, EximSynchronisationError.self,
    EximDroppedCall.self, EximAuthenticationFailure.self,
    // Remarks
    EximWarning.self, EximServerLife.self, EximMessageRemark.self,
  ]

  /// What the text of a line says, behind its header.
  static func read(_ text: Span<UInt8>, hasID: Bool) -> EximStatement {
    var statement = EximStatement()
    statement.hasID = hasID
    var cursor = MessageCursor(text)
    if let host = leadingHost(&cursor) {
      statement.host = host
      statement.readItems(&cursor)
      return EximDispatch.behindHost.match(cursor, statement)
    }
    cursor.position = 0
    return EximDispatch.start.match(cursor, statement)
  }

  /// QUIRK: Exim 4.96 with `+dnssec` writes `  DSH=name [ip]` before a refusal.
  static func leadingHost(_ cursor: inout MessageCursor) -> EximHost? {
    if cursor.next == UInt8(ascii: " ") { cursor.skipBlanks() }
    guard cursor.skip("H=") || cursor.skip("DSH=") else { return nil }
    return EximHost.read(&cursor)
  }
}

/// Finds the pattern of a message by its first octets. Made once from the openings of the patterns.
struct EximDispatch: Sendable {
  static let start = EximDispatch(EximCatalogue.patterns.filter { $0.place == .start })
  static let behindHost = EximDispatch(EximCatalogue.patterns.filter { $0.place == .behindHost })

  private struct Entry: Sendable {
    var opening: StaticString
    var pattern: any EximPattern.Type
  }

  /// The entries of first octet `o` are `starts[o]..<starts[o + 1]`; longer openings first.
  private var entries: [Entry] = []
  private var starts: [Int] = []
  /// Patterns with an empty opening, tried last.
  private var general: [any EximPattern.Type] = []

  init(_ patterns: [any EximPattern.Type]) {
    var byFirst: [[Entry]] = Array(repeating: [], count: 256)
    for pattern in patterns {
      for opening in pattern.openings {
        guard let first = String(describing: opening).utf8.first else {
          general.append(pattern)
          continue
        }
        byFirst[Int(first)].append(Entry(opening: opening, pattern: pattern))
      }
    }
    for bucket in byFirst {
      starts.append(entries.count)
      // The sort is made stable by the place in the bucket.
      let sorted = bucket.enumerated().sorted { a, b in
        (b.element.opening.utf8CodeUnitCount, a.offset)
          < (a.element.opening.utf8CodeUnitCount, b.offset)
      }
      entries += sorted.map(\.element)
    }
    starts.append(entries.count)
  }

  /// The statement that the message makes; of kind `unknown` where no pattern takes it.
  func match(_ cursor: borrowing MessageCursor, _ known: EximStatement) -> EximStatement {
    if let first = cursor.next {
      for index in starts[Int(first)]..<starts[Int(first) + 1]
      where cursor.sees(entries[index].opening) {
        var attempt = known
        var ahead = copy cursor
        if entries[index].pattern.match(&ahead, into: &attempt) { return attempt }
      }
    }
    for pattern in general {
      var attempt = known
      var ahead = copy cursor
      if pattern.match(&ahead, into: &attempt) { return attempt }
    }
    return known
  }
}
