// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Logs of nights, made for tests: what a server writes of small sessions, one after the other.
struct NightLogs {
  /// One session of a night.
  struct Visit {
    var host: String
    /// Last octet of the address.
    var address: Int
    var isEncrypted = true
    var quits = true
    /// The value of the BODY parameter of MAIL.
    var body: String?
  }

  /// Seconds between the beginnings of two sessions.
  static let distance = 60

  /// The records of a day's visits, each session with a thread id of its own.
  static func records(day: String, _ visits: [Visit], firstThread: Int = 1000) -> [String] {
    visits.enumerated().flatMap { number, visit in
      session(day: day, start: number * distance, thread: firstThread + number, visit)
    }
  }

  /// `20261123`, `days` days after 1 January 2026.
  static func day(_ days: Int) -> String {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (month, rest) = (0, days)
    while rest >= lengths[month] {
      rest -= lengths[month]
      month += 1
    }
    return "2026\(two(month + 1))\(two(rest + 1))"
  }

  /// The same as `2026-11-23`.
  static func date(_ days: Int) -> String {
    let day = day(days)
    return "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))"
  }

  private static func session(
    day: String, start: Int, thread: Int, _ visit: Visit
  ) -> [String] {
    var messages = [
      "Session.cpp:356] connect from \(visit.host) [203.0.113.\(visit.address)]",
      "Session.cpp:472] EHLO \(visit.host) from [203.0.113.\(visit.address)]",
    ]
    if visit.isEncrypted {
      messages += [
        "Session.cpp:1513] STARTTLS version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256 verified",
        "Session.cpp:472] EHLO \(visit.host) from [203.0.113.\(visit.address)]",
      ]
    }
    let body = visit.body.map { " BODY=\($0)" } ?? ""
    messages += [
      "Session.cpp:546] MAIL FROM:<user@\(visit.host)>\(body)",
      "Session.cpp:627] RCPT TO:<gene@ghsmtp.example>",
      "Session.cpp:1039] DATA",
      "Session.cpp:1071] message delivered, 967 octets, with id 7yhb5s4f1nsto",
    ]
    if visit.quits { messages.append("Session.cpp:1384] QUIT") }
    messages.append("smtp.cpp:98] CPU time 0.014178700 seconds")
    return messages.enumerated().map { place, message in
      "I\(day) \(clock(start + place)).000000 \(thread) \(message)\n"
    }
  }

  /// `11:19:13`, so many seconds after midnight.
  static func clock(_ second: Int) -> String {
    "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A state in a folder, and what is in it.
struct TestedState {
  let folder: Folder

  var path: String { folder.path("state") }

  @discardableResult
  func report(_ arguments: [String], _ paths: String...) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["report", "--utc", "-q", "--state", path] + arguments + paths)
  }

  /// All that was counted, whatever the order and the pieces in which it came.
  func export() throws -> String {
    let dump = try BuiltProgram.logscan.run(["dump", "--utc", "--stage", "state", path])
    guard dump.exitCode == 0 else { throw QueryFailure(error: dump.error) }
    let tables = try query(
      """
      SELECT day, sessions, attempts, hex(findings) FROM days ORDER BY day;
      SELECT * FROM provider_days ORDER BY date, direction, provider, kind;
      """)
    return dump.output + tables
  }

  func query(_ text: String) throws -> String {
    let result = try BuiltProgram(path: "/usr/bin/sqlite3").run([path, text])
    guard result.exitCode == 0 else { throw QueryFailure(error: result.error) }
    return result.output
  }

  struct QueryFailure: Error { var error: String }
}
