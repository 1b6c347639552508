// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// The shares of one provider that are compared from report to report, each with its denominator.
package struct PeerShares: Equatable, Sendable {
  /// A number of cases out of all.
  package struct Part: Equatable, Sendable {
    package var count: Int
    package var total: Int

    package init(_ count: Int, of total: Int) {
      self.count = count
      self.total = total
    }

    package var interval: WilsonInterval { WilsonInterval(count: count, total: total) }
  }

  package enum Measure: String, CaseIterable, Sendable {
    /// Sessions in TLS, out of those that were greeted.
    case encrypted
    /// Sessions with QUIT, out of those that delivered a message and were ended by the client.
    case quit
  }

  package var peer: ComparedPeer
  package var encrypted: Part
  /// Nil where it is not stated: clients alone say QUIT, and older reports lack it.
  package var quit: Part?

  package init(_ peer: ComparedPeer, encrypted: Part, quit: Part?) {
    self.peer = peer
    self.encrypted = encrypted
    self.quit = quit
  }

  init(_ tally: ProviderTally) {
    self.init(
      ComparedPeer(tally.provider, tally.direction),
      encrypted: Part(tally.tls.encrypted, of: tally.encryptable),
      quit: tally.direction == .inbound ? Part(tally.quitByClient, of: tally.endedByClient) : nil)
  }

  package subscript(measure: Measure) -> Part? {
    switch measure {
    case .encrypted: encrypted
    case .quit: quit
    }
  }
}

/// A share that is another one than before, for certain.
package struct ShareChange: Equatable, Sendable {
  package var peer: ComparedPeer
  package var measure: PeerShares.Measure
  package var before: PeerShares.Part
  package var now: PeerShares.Part

  /// The changes of one provider. A share has changed where its intervals of 95 % before and now
  /// have nothing in common; few cases, on either side, show nothing.
  static func all(from before: PeerShares, to now: PeerShares) -> [ShareChange] {
    PeerShares.Measure.allCases.compactMap { measure in
      guard let old = before[measure], let new = now[measure],
        min(old.total, new.total) >= Finding.fewSessions,
        old.interval.upper < new.interval.lower || new.interval.upper < old.interval.lower
      else { return nil }
      return ShareChange(peer: now.peer, measure: measure, before: old, now: new)
    }
  }
}
