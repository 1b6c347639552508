// SPDX-License-Identifier: Apache-2.0

/// A finding over the nights: since when it is there, on how many it was found, and what has become
/// of it.
package struct FindingLife: Equatable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case new, worse, better, ongoing, gone
  }

  /// As on the last day on which it was found.
  package var finding: DayFinding
  /// First and last day on which it was found, in days since 1970-01-01.
  package var since: Int
  package var last: Int
  /// Days on which it was found.
  package var nights: Int
  package var status: Status
  /// Days, since it was found last, on which its provider came and did not show it.
  fileprivate var absences = 0

  package var identity: FindingIdentity { finding.identity }
  package var isGone: Bool { status == .gone }
}

/// The lives of all findings, made day by day. They follow from the days alone, so that a day that comes
/// late, or twice, leaves no trace of when it came.
package struct FindingLives: Sendable {
  /// Days on which a provider comes without showing a finding, after which it is gone: one alone is
  /// chance where a finding shows in few sessions.
  package static let absences = 3
  /// After so many days without its provider a finding is forgotten: monthly newsletters come back in time.
  package static let memory = 90

  private var lives: [FindingIdentity: FindingLife] = [:]

  package init() {}

  /// Takes the next day; days in order. What each finding is after it: those of the day, and those
  /// that are gone since.
  package mutating func take(_ day: DayFindings) {
    for place in lives.keys where lives[place]?.isGone == true {
      lives[place] = nil
    }
    var found: Set<FindingIdentity> = []
    for finding in day.findings {
      found.insert(finding.identity)
      lives[finding.identity] = Self.next(lives[finding.identity], finding, day.day)
    }
    for (identity, life) in lives where !found.contains(identity) {
      var life = life
      if day.present.contains(identity.peer) { life.absences += 1 }
      if life.absences >= Self.absences {
        life.status = .gone
      } else if day.day - life.last > Self.memory {
        lives[identity] = nil
        continue
      } else {
        life.status = .ongoing
      }
      lives[identity] = life
    }
  }

  private static func next(_ known: FindingLife?, _ finding: DayFinding, _ day: Int) -> FindingLife
  {
    guard let known else {
      return FindingLife(finding: finding, since: day, last: day, nights: 1, status: .new)
    }
    var life = known
    let before = known.finding
    if finding.severity < before.severity || finding.interval.lower > before.interval.upper {
      life.status = .worse
    } else if finding.severity > before.severity || finding.interval.upper < before.interval.lower {
      life.status = .better
    } else {
      life.status = .ongoing
    }
    life.finding = finding
    life.last = day
    life.nights += 1
    life.absences = 0
    return life
  }

  /// All of them: most severe first, then by peer, rule and subject.
  package var all: [FindingLife] {
    lives.values.sorted { a, b in
      if a.finding.severity != b.finding.severity { return a.finding.severity < b.finding.severity }
      return (a.identity.peer, a.identity.rule, a.identity.subject)
        < (b.identity.peer, b.identity.rule, b.identity.subject)
    }
  }
}

/// A finding that the operator does not want to be told about for a time.
package struct FindingMute: Equatable, Sendable {
  package var rule: String
  /// Nil for every provider.
  package var provider: String?
  /// The last day of it, in days since 1970-01-01.
  package var until: Int
  package var because: String

  package init(rule: String, provider: String?, until: Int, because: String) {
    self.rule = rule
    self.provider = provider
    self.until = until
    self.because = because
  }

  package func covers(_ identity: FindingIdentity, on day: Int) -> Bool {
    rule == identity.rule && day <= until
      && (provider.map { $0.lowercased() == identity.peer.name.lowercased() } ?? true)
  }
}
