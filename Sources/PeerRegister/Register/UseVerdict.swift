// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
package import SessionLog

/// Whether an extension can be used so with a peer, why, and since when that is known.
package struct UseVerdict: Equatable, Sendable {
  /// What the verdict rests on. The raw values are names for output.
  package enum Basis: String, CaseIterable, Sendable {
    /// Allowed: a message that used it was accepted; the last one.
    case accepted
    /// Allowed: the last reply to EHLO offers it.
    case offered
    /// Not: the last reply to EHLO does not offer it.
    case notOffered = "not-offered"
    /// Not: no session shows a reply to EHLO or HELO that says.
    case notAsked = "not-asked"
    /// Not: hosts behind the name differ, or one of them changes: replies without it came between
    /// replies that offer it, within the longest age.
    case offeredAtTimes = "offered-at-times"
    /// Not: it was refused, and not accepted since.
    case refused
    /// Not: it was refused between acceptances, within the longest age.
    case refusedAtTimes = "refused-at-times"
    /// Not: it was used, and the reply never came; and it was not accepted since.
    case unanswered
    /// Not: it was offered, and acceptance is asked for.
    case notProven = "not-proven"
    /// Not: it was offered, too long ago.
    case stale
  }

  package var basis: Basis
  /// The last session that shows it; nil where none does.
  package var date: LogTimestamp?
  /// How many sessions, messages or refusals.
  package var count: Int

  package var isAllowed: Bool { basis == .accepted || basis == .offered }
}

extension UseRecord {
  /// The verdict on this use.
  ///
  /// - Parameters:
  ///   - maxAge: Greatest age of a sighting that counts, in microseconds.
  ///   - now: The present, by the clock of the log.
  package func verdict(trust: PeerTrust, maxAge: Int64, now: LogTimestamp) -> UseVerdict {
    func isRecent(_ time: LogTimestamp) -> Bool {
      let (age, overflow) = now.microseconds.subtractingReportingOverflow(time.microseconds)
      return overflow ? time > now : age < maxAge
    }
    if let lacking = lacking.last {
      guard let first = offered.first, let last = offered.last, lacking < last else {
        return UseVerdict(basis: .notOffered, date: lacking, count: self.lacking.count)
      }
      if first <= lacking, isRecent(lacking) {
        return UseVerdict(basis: .offeredAtTimes, date: lacking, count: self.lacking.count)
      }
    }
    if let refusal = refused.last {
      guard let first = accepted.first, let last = accepted.last, refusal < last else {
        return UseVerdict(basis: .refused, date: refusal, count: refused.count)
      }
      if first <= refusal, isRecent(refusal) {
        return UseVerdict(basis: .refusedAtTimes, date: refusal, count: refused.count)
      }
    }
    if let silent = unanswered.last {
      // A connection may break by chance: with a peer that has accepted it, that is forgotten in time.
      guard let last = accepted.last, silent < last || !isRecent(silent) else {
        return UseVerdict(basis: .unanswered, date: silent, count: unanswered.count)
      }
    }
    if let last = accepted.last {
      return UseVerdict(basis: .accepted, date: last, count: accepted.count)
    }
    guard let last = offered.last else {
      return UseVerdict(basis: .notAsked, date: nil, count: 0)
    }
    let basis: UseVerdict.Basis =
      switch trust {
      case .accepted: .notProven
      case .offered: .offered
      case .acceptedOrFresh: isRecent(last) ? .offered : .stale
      }
    return UseVerdict(basis: basis, date: last, count: offered.count)
  }
}
