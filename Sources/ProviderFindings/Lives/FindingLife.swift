// SPDX-License-Identifier: Apache-2.0

/// A finding over the nights: since when it is there, on how many it was found, and what has become
/// of it.
package struct FindingLife: Equatable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case new, worse, better, ongoing, gone
  }

  /// As on the last day on which it was found.
  package var finding: DayFinding
  /// The most severe that it has been.
  package var worst: Finding.Severity
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

  /// Cases below which a finding that was gone and comes back is not news: what is rare comes and goes.
  package static let recurring = 3

  private var lives: [FindingIdentity: FindingLife] = [:]
  /// Those that are gone, as long as they are remembered.
  private var past: [FindingIdentity: FindingLife] = [:]
  private var daysSeen: [ComparedPeer: Int] = [:]

  package init() {}

  /// Takes the next day; days in order. What each finding is after it: those of the day, and those
  /// that are gone since.
  package mutating func take(_ day: DayFindings) {
    for place in lives.keys where lives[place]?.isGone == true {
      past[place] = lives.removeValue(forKey: place)
    }
    past = past.filter { day.day - $0.value.last <= Self.memory }
    for peer in day.sessions.keys { daysSeen[peer, default: 0] += 1 }
    var found: Set<FindingIdentity> = []
    for finding in day.findings where !isOfStranger(finding, on: day) {
      found.insert(finding.identity)
      lives[finding.identity] = Self.next(lives[finding.identity], finding, day.day)
    }
    for (identity, life) in lives where !found.contains(identity) {
      var life = life
      if day.sessions[identity.peer] != nil { life.absences += 1 }
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

  /// What is found about a stranger has no life of its own: it begins when the stranger has weight.
  private func isOfStranger(_ finding: DayFinding, on day: DayFindings) -> Bool {
    let peer = finding.identity.peer
    return finding.severity != .notice
      && StrangerFolding.isStranger(
        peer, sessions: day.sessions[peer] ?? 0, daysSeen: daysSeen[peer] ?? 0)
  }

  private static func next(_ known: FindingLife?, _ finding: DayFinding, _ day: Int) -> FindingLife
  {
    guard let known else {
      return FindingLife(
        finding: finding, worst: finding.severity, since: day, last: day, nights: 1, status: .new)
    }
    var life = known
    let before = known.finding
    // A provider that comes less often on some days is not milder on them.
    life.worst = min(known.worst, finding.severity)
    if finding.severity < known.worst || finding.interval.lower > before.interval.upper {
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

  /// What was gone before the last day, as long as it is remembered.
  package func past(_ identity: FindingIdentity) -> FindingLife? { past[identity] }

  /// All others: most severe first, then by peer, rule and subject.
  package var all: [FindingLife] {
    lives.values.sorted { a, b in
      if a.finding.severity != b.finding.severity { return a.finding.severity < b.finding.severity }
      return (a.identity.peer, a.identity.rule, a.identity.subject)
        < (b.identity.peer, b.identity.rule, b.identity.subject)
    }
  }
}

/// A finding that the operator does not want reported about for a time.
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
