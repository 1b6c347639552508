// SPDX-License-Identifier: Apache-2.0

/// The last words of a process: what it had open is over, through no one's fault.
enum ProcessPattern: PostfixPattern {
  static let name = "process"
  static let meaning = "A process gave up, or another one reports its end."
  static let openings: [StaticString] = [
    "process ", "service ", "to avoid this condition", "",
  ]
  static let samples = [
    PostfixSample(
      "fatal: pipe_command: execvp /usr/local/bin/filter: No such file or directory", from: .pipe,
      gives: "processDied"),
    PostfixSample("panic: vbuf_read: not an input stream", from: .smtpd, gives: "processDied"),
    PostfixSample(
      "warning: process /usr/lib/postfix/sbin/smtpd pid 8035 exit status 1", from: .master,
      gives: "remark"),
    PostfixSample(
      "warning: /usr/lib/postfix/sbin/smtpd: bad command startup -- throttling", from: .master,
      gives: "remark"),
    PostfixSample(
      #"warning: service "smtp" (25) has reached its process limit "100": new clients may experience noticeable delays"#,
      from: .master, releases: "2.6–", gives: "remark"),
    PostfixSample(
      "warning: to avoid this condition, increase the process count in master.cf or reduce the service time per client",
      from: .master, releases: "2.6–", gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    if context.severity.isLast { return .processDied }
    guard context.severity == .warning else { return nil }
    let cursor = MessageCursor(text)
    if cursor.sees("process ") {
      return cursor.contains(" exit status ") || cursor.contains(" killed by signal ")
        ? .remark : nil
    }
    if cursor.sees("service ") { return cursor.contains(" process limit ") ? .remark : nil }
    return cursor.sees("to avoid this condition") || cursor.contains(": bad command startup")
      ? .remark : nil
  }
}
