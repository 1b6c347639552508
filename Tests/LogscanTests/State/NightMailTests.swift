// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import TestSupport
import Testing

/// The mail of a night, read by a parser that is not ours.
@Suite struct NightMailTests {
  private static let python = "/usr/bin/python3"
  private static let hasPython = FileManager.default.isExecutableFile(atPath: python)

  /// What Python's email package, in its strict policy, finds in the message: header fields, parts, and defects.
  private static let reader = """
    import email, email.policy, sys
    policy = email.policy.strict.clone(raise_on_defect=True)
    message = email.message_from_binary_file(sys.stdin.buffer, policy=policy)
    for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type"):
        print(name, "=", str(message[name]).split(";")[0])
    for part in message.walk():
        print("part =", part.get_content_type(), part.get("Content-Transfer-Encoding", ""), part.defects)
    print("text =", message.get_body(("plain",)).get_content())
    print("html =", message.get_body(("html",)).get_content())
    """

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func `an independent parser reads it, and both forms say the same`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      func log(_ day: Int, encrypted: Bool) throws -> String {
        let visits = (0..<72).map { number in
          NightLogs.Visit(
            host: "mx.provider\(number % 3).example", address: number % 3 + 1,
            isEncrypted: encrypted)
        }
        return try folder.write(
          NightLogs.records(day: NightLogs.day(day), visits, firstThread: 1000 + day * 100)
            .joined(), to: "day\(day).log")
      }
      try #require(try state.report([], log(20, encrypted: true)).exitCode == 0)
      let mail = try state.report(["--mail-to", "root@mail.example"], log(21, encrypted: false))
      try #require(mail.exitCode == 0, "\(mail.error)")
      _ = try folder.write(mail.output, to: "mail.eml")
      _ = try folder.write(Self.reader, to: "reader.py")
      let result = try BuiltProgram.shell(
        "\(Self.python) reader.py < mail.eml", environment: [:], in: folder.path)
      try #require(result.exitCode == 0, "\(result.error)")
      let found = result.output
      for line in [
        "From = logscan <root@mail.example>", "To = root@mail.example",
        "Auto-Submitted = auto-generated", "Content-Type = multipart/alternative",
        "part = text/plain quoted-printable []", "part = text/html quoted-printable []",
      ] {
        #expect(found.contains(line), "\(line)")
      }
      let subject = found.split(separator: "\n").first { $0.hasPrefix("Subject = logscan ") }
      #expect(subject?.hasSuffix(", \(Self.words(21))") == true, "\(subject ?? "")")
      let parts = found.split(separator: "html = ", maxSplits: 1)
      try #require(parts.count == 2)
      let text = parts[0].split(separator: "text = ", maxSplits: 1).last ?? ""
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 62 && lines.allSatisfy { $0.count <= 80 })
      #expect(!text.contains(" --"))
      // The same numbers in both, and nothing in the one that readers of mail leave out.
      for number in ["24 of 24", "72"] {
        #expect(text.contains(number), "\(number)")
        #expect(parts[1].contains(number), "\(number)")
      }
      for tag in ["<script", "<style", "<svg", "<link", "<img", "src="] {
        #expect(!parts[1].contains(tag), "\(tag)")
      }
    }
  }

  /// `22 Jan`.
  private static func words(_ day: Int) -> String {
    let date = NightLogs.date(day).split(separator: "-")
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return "\(Int(date[2]) ?? 0) \(months[(Int(date[1]) ?? 1) - 1])"
  }
}
