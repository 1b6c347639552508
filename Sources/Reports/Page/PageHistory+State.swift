// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
import SessionLog

extension PageHistory {
  /// Nights that the page looks back on, and those after which what is gone is not mentioned any more.
  package static let nightsShown = 365
  private static let nightsGone = 28
  /// Nights that the table of providers is about.
  package static let widthOfProviders = 28

  /// What a state knows up to a night, given in days since 1970-01-01: the figures of days, the numbers of providers
  /// by day, and what was found on each day, all in order of time.
  package init(
    sheets: [DaySheet], rows: [ProviderDay], findings: [(day: Int, findings: [DayFinding])],
    night: Int
  ) {
    let first = night - Self.nightsShown + 1
    let rows = rows.filter { (first...night).contains($0.day) }
    self.init(days: sheets, night: CivilDate(days: night))
    let providers = Dictionary(grouping: rows, by: \.day)
    var firstSeen: [ComparedPeer: Int] = [:]
    for row in rows { firstSeen[row.peer] = firstSeen[row.peer] ?? row.day }
    let logged = providers.keys.sorted()
    // On the first night of all everybody is new, which is not news.
    if let begin = logged.first, begin < night {
      newcomers = Set(firstSeen.filter { $0.value == night }.keys)
    }
    var course = Course()
    for entry in findings where (first...night).contains(entry.day) {
      course.take(
        DayFindings(
          day: entry.day, findings: entry.findings, providers: providers[entry.day] ?? []))
    }
    nights = Self.nights(logged, course, upTo: night)
    for (identity, runs) in course.runs where course.gone[identity] == nil {
      lives[identity] = Self.life(runs, logged, night)
      lives[identity]?.isNew =
        (logged.first ?? night) < night
        && course.news[night]?.contains { $0.identity == identity } == true
    }
    absent = course.lives.filter { !$0.isGone && $0.last < night }.map { life in
      Known(
        finding: Finding(life.finding),
        life: Self.life(course.runs[life.identity] ?? [], logged, night))
    }
    fortnights = Self.fortnights(of: rows, upTo: night)
    gone = course.gone.filter { night - $0.value.last < Self.nightsGone }
      .sorted {
        ($1.value.last, $0.key.peer, $0.key.rule) < ($0.value.last, $1.key.peer, $1.key.rule)
      }
      .map { identity, life in
        Known(
          finding: Finding(life.finding),
          life: Self.life(course.runs[identity] ?? [], logged, night))
      }
  }

  /// The findings day by day: on which days in a row each was found, what was new, what is gone.
  private struct Course {
    private var all = FindingLives()
    var lives: [FindingLife] { all.all }
    var runs: [FindingIdentity: [ClosedRange<Int>]] = [:]
    var gone: [FindingIdentity: FindingLife] = [:]
    var news: [Int: [DayFinding]] = [:]
    private var lastDay: Int?

    mutating func take(_ day: DayFindings) {
      all.take(day)
      for finding in day.findings {
        var list = runs[finding.identity] ?? []
        // Nights without a log do not end a run.
        if let last = list.last, last.upperBound == lastDay {
          list[list.count - 1] = last.lowerBound...day.day
        } else {
          list.append(day.day...day.day)
        }
        runs[finding.identity] = list
        gone[finding.identity] = nil
      }
      for life in all.all {
        if life.status == .new, life.last == day.day {
          news[day.day, default: []].append(life.finding)
        }
        if life.isGone { gone[life.identity] = life }
      }
      lastDay = day.day
    }
  }

  /// Days of a fortnight, and fortnights of the year that is looked back on.
  private static let fortnight = 14
  private static let fortnightsShown = 26

  private static func fortnights(
    of rows: [ProviderDay], upTo night: Int
  ) -> [ComparedPeer: [ProviderDay]] {
    var result: [ComparedPeer: [ProviderDay]] = [:]
    for row in rows {
      let place = fortnightsShown - 1 - (night - row.day) / fortnight
      guard place >= 0 else { continue }
      if result[row.peer] == nil {
        result[row.peer] = Array(
          repeating: ProviderDay(day: 0, peer: row.peer), count: fortnightsShown)
      }
      result[row.peer]?[place].merge(row)
    }
    return result
  }

  private static func life(_ runs: [ClosedRange<Int>], _ logged: [Int], _ night: Int) -> Life {
    let first = runs.first?.lowerBound ?? night
    return Life(
      first: CivilDate(days: first),
      shown: runs.reduce(0) { sum, run in sum + logged.count { run.contains($0) } },
      logged: logged.count { $0 >= first },
      runs: runs.map { CivilDate(days: $0.lowerBound)...CivilDate(days: $0.upperBound) },
      isNew: false)
  }

  /// What of a night is named.
  private static let mostNotes = 2

  private static func nights(
    _ logged: [Int], _ course: Course, upTo night: Int
  ) -> [Page.NightCalendar.Night] {
    guard let begin = logged.first else { return [] }
    let known = Set(logged)
    return (begin...night).map { day in
      let date = CivilDate(days: day)
      guard known.contains(day) else { return .init(date: date, kind: .noLog, note: "") }
      let news = day == begin ? [] : course.news[day] ?? []
      let kind: Page.NightCalendar.Kind =
        switch news.map(\.severity).min() {
        case .alarm: .alarm
        case .warning: .warning
        case .notice: .notice
        case nil: .quiet
        }
      let notes = news.sorted { $0.severity < $1.severity }.prefix(mostNotes)
        .map { "\($0.identity.peer.label) \($0.statement)" }
      let more = news.count > mostNotes ? " and \(news.count - mostNotes) more" : ""
      return .init(date: date, kind: kind, note: notes.joined(separator: "; ") + more)
    }
  }
}

extension Finding {
  /// A finding of an earlier day, as far as a state keeps it.
  fileprivate init(_ day: DayFinding) {
    let peer = day.identity.peer
    self.init(
      rule: day.identity.rule, severity: day.severity,
      provider: Provider(kind: peer.kind, key: peer.name),
      direction: peer.direction, statement: day.statement, count: day.count, total: day.total,
      unit: day.unit, subject: day.identity.subject, evidence: day.evidence)
  }
}
