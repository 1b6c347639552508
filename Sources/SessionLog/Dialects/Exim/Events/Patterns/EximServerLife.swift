// SPDX-License-Identifier: Apache-2.0

/// The server starts, stops, runs its queue, or was called with arguments (`+arguments`).
enum EximServerLife: EximPattern {
  static let name = "server-life"
  static let meaning = "The server or a queue runner starts or ends."
  static let place = EximPlace.start
  static let openings: [StaticString] = [
    "exim ", "Start queue run", "End queue run", "cwd=", "SIGHUP received", "pid ", "Warning: ",
    "daemon: ", "ETRN ",
  ]
  static let samples = [
    EximSample(
      "exim 4.96 daemon started: pid=29403, -q10m, listening for SMTP on [198.51.100.25]:25",
      gives: "remark"),
    EximSample("Start queue run: pid=2265 -qqf", gives: "remark"),
    EximSample("End queue run: pid=2265", gives: "remark"),
    EximSample("cwd=/ 5 args: /usr/sbin/exim4 -bd -q10m", versions: "4.80–", gives: "remark"),
    EximSample(
      "ETRN bigmail.example received from mta1.letterbox.example [2001:db8:2::1]", gives: "remark"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard !statement.hasID else { return false }
    statement.kind = .remark
    return true
  }
}
