// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `mime convert` on mailboxes of all kinds, and their locks.
@Suite struct ConvertMailboxTests {
  private func run(_ arguments: String..., in folder: Folder) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["mime"] + arguments, in: folder.path)
  }

  /// Two messages of base64 text around one with quoted lines, as each kind of mailbox has them.
  private static func mailbox(_ kind: String) -> String {
    let quoted =
      switch kind {
      case "mboxo": "A: b\n\n>From here\n"
      case "mboxrd": "A: b\n\n>From here\n>>From there\n"
      case "mboxcl": "Content-Length: 11\n\n>From here\n"
      default: "Content-Length: 16\n\n\nFrom x\nC: d\n\ny\n"
      }
    let texts = [MailStoreFixture.eightBitText(1), quoted, MailStoreFixture.eightBitText(2)]
    return texts.map { "From anna@mail.example Mon Jan  1 00:00:00 2024\n\($0)\n" }.joined()
  }

  @Test(arguments: ["mboxo", "mboxrd", "mboxcl", "mboxcl2"])
  func `a mailbox of each kind becomes 8bit and comes back`(kind: String) throws {
    try withTemporaryFolder { folder in
      let text = Self.mailbox(kind)
      try folder.write(text, to: "in.mbox")
      let there = try run("convert", "in.mbox", "-o", "out.mbox", "--to", "8bit", in: folder)
      #expect(there.exitCode == 0, "\(there.error)")
      #expect(there.output.contains("2 of 3 messages changed"))
      #expect(try folder.text("out.mbox").contains("Grüße"))
      #expect(try run("restore", "out.mbox", "-o", "back.mbox", in: folder).exitCode == 0)
      #expect(try folder.text("back.mbox") == text)
      #expect(try run("convert", "--in-place", "in.mbox", "--to", "8bit", in: folder).exitCode == 0)
      #expect(try folder.octets("in.mbox") == folder.octets("out.mbox"))
      #expect(try run("restore", "--in-place", "in.mbox", in: folder).exitCode == 0)
      #expect(try folder.text("in.mbox") == text)
      #expect(try folder.names() == ["back.mbox", "in.mbox", "out.mbox"])
    }
  }

  @Test func `binary is refused for a named mailbox and counted for one that is found`() throws {
    try withTemporaryFolder { folder in
      let text = "From a Mon\n\(MailStoreFixture.message(1, lineEnd: "\n"))\n"
      try folder.write(text + text, to: "in/box")
      let named = try run("convert", "in/box", "-o", "out", "--to", "binary", in: folder)
      #expect(named.exitCode == 2)
      #expect(named.error.contains("cannot hold binary"))
      let found = try run("convert", "in", "-o", "out", "--to", "binary", in: folder)
      #expect(found.exitCode == 0)
      #expect(found.output.contains("binary-mailbox"))
      #expect(try folder.text("out/box") == text + text)
    }
  }

  @Test func `the messages of a mailbox are delivered into a Maildir`() throws {
    try withTemporaryFolder { folder in
      let (one, two) = (
        MailStoreFixture.message(1, lineEnd: "\n"), MailStoreFixture.message(2, lineEnd: "\n")
      )
      try folder.write("From a Mon\n\(one)\nFrom b Mon\n\(two)\n", to: "in.mbox")
      for _ in 0..<2 {
        let there = try run("convert", "in.mbox", "-o", "md/", "--to", "binary", in: folder)
        #expect(there.exitCode == 0, "\(there.error)")
        #expect(there.output.contains("2 of 2 messages changed"))
      }
      #expect(try Folder(path: folder.path("md/new")).names().count == 2)
      #expect(try Folder(path: folder.path("md/tmp")).names() == [])
      #expect(try run("restore", "--in-place", "md", in: folder).exitCode == 0)
      let messages = try MailStoreFixture.messages(of: Folder(path: folder.path("md/new")))
      #expect(
        messages == [Array(one.utf8), Array(two.utf8)].sorted { $0.lexicographicallyPrecedes($1) })
      try folder.write("x", to: "other/file")
      #expect(
        try run("convert", "in.mbox", "-o", "other/", "--to", "binary", in: folder).exitCode == 2)
    }
  }

  @Test func `a message with a length that would be wrong stays as it is`() throws {
    try withTemporaryFolder { folder in
      let message = MailStoreFixture.eightBitText(1)
      let body = message.split(separator: "\n\n", maxSplits: 1)[1]
      let text = "From a Mon\nContent-Length: \(body.utf8.count)\n\(message)\n"
      try folder.write(text + text, to: "in.mbox")
      let result = try run("convert", "in.mbox", "-o", "out.mbox", "--to", "8bit", in: folder)
      #expect(result.exitCode == 0)
      #expect(result.output.contains("content-length"))
      #expect(try folder.text("out.mbox") == text + text)
    }
  }

  @Test(arguments: ["7bit", "8bit"])
  func `an encoded message does not swallow the next one`(form: String) throws {
    try withTemporaryFolder { folder in
      let fields = "From: anna@mail.example\nMIME-Version: 1.0\n"
      let message =
        "\(fields)Content-Type: message/rfc822\n\n\(fields)Content-Type: image/png\n\n"
        + String(repeating: "é\0", count: 300)
      let text = "From a Mon\n\(message)\n\nFrom b Mon\nSubject: second\n\ntext\n\n"
      try folder.write(text, to: "in.mbox")
      let there = try run("convert", "in.mbox", "-o", "out.mbox", "--to", form, in: folder)
      #expect(there.exitCode == 0, "\(there.error)")
      #expect(there.output.contains("1 of 2 messages changed"))
      let restored = try run("restore", "out.mbox", "-o", "back.mbox", in: folder)
      #expect(restored.output.contains("1 of 2 messages changed"))
      #expect(try folder.text("back.mbox") == text)
    }
  }

  /// A message whose part, decoded, would be cut into two by who reads mailboxes.
  private static let envelopeInside: String = {
    // "a\n\nFrom x\nS: y\n\n", again and again.
    let lines = Array(repeating: "YQoKRnJvbSB4ClM6IHkKCmEK", count: 60).joined(separator: "\n")
    return "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      + "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n\(lines)\n--b--\n"
  }()

  @Test(arguments: [("From a Mon\n", "one.eml"), ("", "one.mbox"), ("From a Mon\n", "one.mbox")])
  func `a single message is not cut by what its new form holds`(
    envelope: String, name: String
  ) throws {
    try withTemporaryFolder { folder in
      let text = envelope + Self.envelopeInside
      try folder.write(text, to: "in/\(name)")
      let there = try run("convert", "in", "-o", "out", "--to", "binary", in: folder)
      #expect(there.exitCode == 0, "\(there.error)")
      #expect(there.output.contains("from-line"))
      #expect(try folder.text("out/\(name)") == text)
    }
  }

  /// Its Content-Length leads past an unquoted `From ` line as long as it is true.
  @Test func `a single message is not cut where its length would become wrong`() throws {
    try withTemporaryFolder { folder in
      let lines = String(repeating: String(repeating: "QUJD", count: 19) + "\n", count: 60)
      let body =
        "--b\nContent-Transfer-Encoding: base64\n\n\(lines)--b\n\nFrom x\nS: y\n\na\n--b--\n"
      let text =
        "From a Mon\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
        + "Content-Length: \(body.utf8.count)\n\n\(body)"
      try folder.write(text, to: "in/one")
      let there = try run("convert", "in", "-o", "out", "--to", "binary", in: folder)
      #expect(there.exitCode == 0, "\(there.error)")
      #expect(there.output.contains("would-split"))
      #expect(try folder.text("out/one") == text)
    }
  }

  /// Mailboxes that not every program reads alike, and the messages in them.
  @Test(arguments: [
    ("box", "From \n", "", 2), ("box", "From a Mon Jan  1 00:00:00 2024\n", "", 2),
    ("box", "\u{FEFF}From a\n", "\n", 2), ("Inbox.mbox", "\nFrom a\n", "\n", 2),
    ("one.mbox", "", "\n", 1), ("one.eml", "From a Mon Jan  1 00:00:00 2024\n", "\n", 1),
  ])
  func `all commands find the same messages`(
    name: String, envelope: String, between: String, count: Int
  ) throws {
    try withTemporaryFolder { folder in
      let one = MailStoreFixture.eightBitText(1)
      // Another boundary, for the second message may be in the epilogue of the first.
      let two = MailStoreFixture.eightBitText(2).replacing("=_b", with: "=_c")
      let line = envelope.replacing("\u{FEFF}", with: "").replacing("\nF", with: "F")
      let text = "\(envelope)\(one)\(between)\(line.isEmpty ? "From b\n" : line)\(two)"
      try folder.write(text, to: "in/\(name)")
      let shown = try run("inspect", "-f", "ndjson", "in", in: folder).output
      #expect(Set(shown.matches(of: /"message":(\d+)/).map(\.1)).count == count)
      let measured = try run("measure", "-f", "json", "--no-cost", "in", in: folder).output
      #expect(measured.contains("\"messages\": \(count),"))
      let there = try run("convert", "in", "-o", "out", "--to", "8bit", in: folder)
      #expect(there.exitCode == 0, "\(there.error)")
      #expect(there.output.contains("\(count) of \(count) messages changed"))
      let back = try run("restore", "out", "-o", "back", in: folder)
      #expect(back.output.contains("\(count) of \(count) messages changed"))
      #expect(try folder.text("back/\(name)") == text)
    }
  }

  @Test func `a locked mailbox is waited for, then left alone`() throws {
    try withTemporaryFolder { folder in
      let text = Self.mailbox("mboxo")
      try folder.write(text, to: "in.mbox")
      try folder.write("4711\n", to: "in.mbox.lock")
      let result = try run(
        "convert", "--in-place", "in.mbox", "--to", "8bit", "--lock-wait", "0", in: folder)
      #expect(result.exitCode == 3)
      #expect(result.error.contains("in.mbox: locked by another program"))
      #expect(try folder.text("in.mbox") == text)
      #expect(try folder.text("in.mbox.lock") == "4711\n")
      let dry = try run(
        "convert", "--in-place", "in.mbox", "--to", "8bit", "--dry-run", in: folder)
      #expect(dry.exitCode == 0)
      #expect(dry.output.contains("2 of 3 messages would be changed"))
      // Let go in time, it is taken.
      let later = try BuiltProgram.shell(
        "(sleep 0.3; rm in.mbox.lock) & \"$LOGSCAN\" mime convert --in-place in.mbox --to 8bit -q",
        in: folder.path)
      #expect(later.exitCode == 0, "\(later.error)")
      #expect(try folder.text("in.mbox") != text)
      #expect(try folder.names() == ["in.mbox"])
    }
  }

  @Test func `a mailbox of one message is locked too, and is a mailbox if its name says so`() throws
  {
    try withTemporaryFolder { folder in
      let text = "From a Mon\n\(MailStoreFixture.eightBitText(1))\n"
      for name in ["alice", "alice.smith"] {
        try folder.write(text, to: name)
        try folder.write("4711\n", to: name + ".lock")
        let result = try run(
          "convert", "--in-place", name, "--to", "8bit", "--lock-wait", "0", in: folder)
        #expect(result.exitCode == 3)
        #expect(result.error.contains("\(name): locked by another program"))
        #expect(!result.output.contains("No mail"))
        #expect(try folder.text(name) == text)
        try folder.remove(name + ".lock")
        #expect(try run("convert", "--in-place", name, "--to", "8bit", in: folder).exitCode == 0)
        #expect(try folder.text(name).hasPrefix("From a Mon\n"))
        #expect(try folder.text(name).contains("Grüße"))
        #expect(!folder.exists(name + ".lock"))
      }
      try folder.write(text, to: "one.mbox")
      let binary = try run("convert", "one.mbox", "-o", "out", "--to", "binary", in: folder)
      #expect(binary.exitCode == 2)
      #expect(try run("convert", "one.mbox", "-o", "md/", "--to", "8bit", in: folder).exitCode == 0)
      #expect(try Folder(path: folder.path("md/new")).names().count == 1)
    }
  }

  @Test func `a mailbox locked by fcntl is left alone`() throws {
    try withTemporaryFolder { folder in
      let text = Self.mailbox("mboxo")
      try folder.write(text, to: "in.mbox")
      let result = try BuiltProgram.shell(
        """
        command -v python3 >/dev/null || exit 77
        python3 -c 'import fcntl,time,sys
        f=open("in.mbox","r+"); fcntl.lockf(f,fcntl.LOCK_EX); open("held","w"); time.sleep(20)' &
        holder=$!
        for i in $(seq 100); do [ -e held ] && break; sleep 0.05; done
        "$LOGSCAN" mime convert --in-place in.mbox --to 8bit --lock-wait 0; status=$?
        kill $holder; exit $status
        """, in: folder.path)
      if result.exitCode == 77 { return }
      #expect(result.exitCode == 3)
      #expect(result.error.contains("locked by another program"))
      #expect(try folder.text("in.mbox") == text)
      #expect(!folder.exists("in.mbox.lock"))
    }
  }
}
