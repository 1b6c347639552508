// SPDX-License-Identifier: Apache-2.0

/// The two shapes of generated logs: one stream of many processes, and a directory of files.
struct Workload {
  var templates: [SessionTemplate]
  var seed: UInt64
  /// Sessions that go on at the same time.
  var concurrency = 64
  /// 2018-06-13 00:00:00 and 2026-08-22 00:00:00.
  static let starts = [2018: 1_528_848_000_000_000, 2026: 1_787_356_800_000_000]

  /// One file of `octets`: half as in 2018 (no year on the line, process ids), half as in 2026,
  /// each behind its preamble; records of all sessions mixed in order of time.
  func stream(octets: Int, to path: String) -> Bool {
    guard let file = OutputFile(path: path) else { return false }
    for year in [2018, 2026] {
      guard half(year: year, octets: octets / 2, to: file) else { return false }
    }
    return true
  }

  private func half(year: Int, octets: Int, to file: borrowing OutputFile) -> Bool {
    var source = SessionSource(year: year, templates: templates, seed: seed &+ UInt64(year))
    var writer = RecordWriter(hasYear: year >= 2023)
    let start = Workload.starts[year] ?? 0
    writer.preamble(at: start)
    var running = Agenda(
      sessions: (0..<concurrency).map { _ in
        var session = RunningSession()
        session.time = start + source.evenly(below: 2_000_000)
        source.replace(&session, meanGap: 2_000_000)
        return session
      })
    var written = 0
    while written + writer.octets.count < octets {
      running.advanceFirst { session in
        let records = source.templates[session.template].records
        writer.record(records[session.record], of: session)
        session.record += 1
        if session.record < records.count {
          session.time += records[session.record].delay
        } else {
          source.replace(&session, meanGap: 2_000_000)
        }
      }
      if writer.octets.count > 1 << 20 {
        written += writer.octets.count
        guard file.write(writer.octets) else { return false }
        writer.removeAll()
      }
    }
    return file.write(writer.octets)
  }

  /// A directory as the library leaves it: a file for each session and severity, and the links.
  /// Inbound sessions only, since the sending client has no log files.
  func directory(sessions: Int, at path: String) -> Bool {
    makeFolder(path)
    let inbound = templates.filter { !$0.name.hasPrefix("out-") }
    var source = SessionSource(year: 2026, templates: inbound, seed: seed)
    var writer = RecordWriter(hasYear: true)
    var session = RunningSession()
    session.time = Workload.starts[2026] ?? 0
    var newest: [UInt8: String] = [:]
    for number in 0..<sessions {
      source.replace(&session, meanGap: 1_500_000)
      let created = session.time
      let end = write(session, of: source, severities: [73, 87, 69, 70], with: &writer)
      let stamp = fileStamp(created, process: 2_000 + number)
      guard save(writer.octets, "INFO", stamp, in: path) else { return false }
      newest[73] = "INFO." + stamp
      // A record is also written to the files of the lower severities, never to the higher ones.
      for (letters, name) in [([87, 69, 70] as [UInt8], "WARNING"), ([69, 70], "ERROR")] {
        let records = source.templates[session.template].records
        guard records.contains(where: { letters.contains($0.severity) }) else { continue }
        _ = write(session, of: source, severities: letters, with: &writer)
        guard save(writer.octets, name, stamp, in: path) else { return false }
        newest[letters[0]] = name + "." + stamp
      }
      session.time = end
    }
    for (letter, name) in [(73 as UInt8, "INFO"), (87, "WARNING"), (69, "ERROR")] {
      guard let file = newest[letter] else { continue }
      link("\(path)/smtp.\(name)", to: Workload.prefix + file)
    }
    return true
  }

  private static let prefix = "smtp.mail.ghsmtp.example.mail.log."

  /// Writes the session's records of some severities; gives the time of its last record.
  private func write(
    _ start: RunningSession, of source: SessionSource, severities: [UInt8],
    with writer: inout RecordWriter
  ) -> Int {
    var session = start
    writer.removeAll()
    writer.preamble(at: start.time)
    for (place, record) in source.templates[session.template].records.enumerated() {
      if place > 0 { session.time += record.delay }
      if severities.contains(record.severity) { writer.record(record, of: session) }
    }
    return session.time
  }

  private func fileStamp(_ time: Int, process: Int) -> String {
    let civil = Civil(second: time / 1_000_000)
    return "\(civil.year)\(two(civil.month))\(two(civil.day))-"
      + "\(two(civil.hour))\(two(civil.minute))\(two(civil.second)).\(process)"
  }

  private func save(_ octets: [UInt8], _ severity: String, _ stamp: String, in folder: String)
    -> Bool
  {
    guard let file = OutputFile(path: "\(folder)/\(Workload.prefix)\(severity).\(stamp)") else {
      return false
    }
    return file.write(octets)
  }
}

/// The running sessions as a heap by time: the next record is always at hand.
struct Agenda {
  private var heap: [RunningSession]

  init(sessions: [RunningSession]) { heap = sessions.sorted { $0.time < $1.time } }

  /// Lets `step` move the earliest session on, then puts it back in order.
  mutating func advanceFirst(_ step: (inout RunningSession) -> Void) {
    step(&heap[0])
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count && heap[child + 1].time < heap[child].time { child += 1 }
      if heap[parent].time <= heap[child].time { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
