// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `mime convert` on inputs that are not simply a message: compressed ones, mailboxes on standard input, names that begin with
/// a dash, what is still being delivered.
@Suite struct ConvertInputTests {
  /// A line of the report has the path of its file, so that a long one makes it long with few messages.
  @Test(
    .enabled(if: BuiltProgram.canMeasureMemory, "the peak is measured by /usr/bin/python3"),
    arguments: ["r.json", "r.csv"])
  func `a report with a line for each message takes no memory for them`(name: String) throws {
    try withTemporaryFolder { folder in
      let count = 20_000
      let path = Array(repeating: String(repeating: "d", count: 200), count: 12)
        .joined(separator: "/")
      let message = "From a Mon Jan  1 00:00:00 2024\nTo: a\nSubject: b\n\nc\n\n"
      try folder.write(String(repeating: message, count: count), to: "in/\(path)/box")
      let report = folder.path(name)
      let run = try BuiltProgram.logscan.peakMemory(
        [
          "mime", "convert", folder.path("in"), "-o", folder.path("out"), "--to", "8bit",
          "--dry-run", "--report", report,
        ])
      #expect(run.result.exitCode == 0, "\(run.result.error)")
      #expect(run.peak < 64 << 20, "\(run.peak)")
      let rows = try folder.octets(name)
      #expect(rows.count > 40 << 20)
      #expect(rows.count { $0 == 0x0A } == count + (name == "r.csv" ? 1 : 2))
    }
  }

  private static let mailbox = (1...2).map {
    "From anna Mon Jan  1 10:00:00 2024\n\(MailStoreFixture.eightBitText($0))\n"
  }.joined()

  private func shell(_ script: String, in folder: Folder) throws -> ProgramResult {
    try BuiltProgram.shell(script, in: folder.path)
  }

  @Test func `a compressed mailbox is written in another form, decompressed`() throws {
    try withTemporaryFolder { folder in
      try folder.write(Self.mailbox, to: "box.mbox")
      let result = try shell(
        """
        gzip -k box.mbox
        "$LOGSCAN" mime convert box.mbox.gz -o out.mbox --to 8bit || exit
        "$LOGSCAN" mime convert box.mbox -o plain.mbox --to 8bit -q; cmp out.mbox plain.mbox
        "$LOGSCAN" mime restore out.mbox -o back.mbox -q; cmp back.mbox box.mbox
        "$LOGSCAN" mime convert box.mbox.gz -o md/ --to binary -q; ls md/new | wc -l
        """, in: folder)
      #expect(result.error == "")
      #expect(result.output.hasPrefix("2 of 2 messages changed."))
      #expect(result.output.hasSuffix("\n2\n"))
    }
  }

  @Test(arguments: [
    "mime convert box.mbox -o out --to binary", "mime convert box.mbox.gz -o out --to binary",
    "mime convert - --to binary < box.mbox", "mime convert - --to binary < box.mbox.gz",
    "mime convert - -o out --to binary < box.mbox",
  ])
  func `a mailbox that is to be binary is refused, however it comes`(command: String) throws {
    try withTemporaryFolder { folder in
      try folder.write(Self.mailbox, to: "box.mbox")
      let result = try shell("gzip -k box.mbox; \"$LOGSCAN\" \(command)", in: folder)
      #expect(result.exitCode == 2)
      #expect(result.output == "")
      #expect(result.error.contains("is an mbox, which cannot hold binary messages: lines of raw"))
      #expect(try folder.names() == ["box.mbox", "box.mbox.gz"])
    }
  }

  @Test func `compressed files that are left alone are reported as what they are`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "d/a.eml")
      let result = try shell(
        """
        gzip d/a.eml; sha256sum d/a.eml.gz > before
        for args in '--in-place d/a.eml.gz' '--in-place d' 'd -o out'; do
          "$LOGSCAN" mime convert --to binary $args -q; echo "status $?"
        done
        sha256sum -c --quiet before; cmp d/a.eml.gz out/a.eml.gz
        """, in: folder)
      #expect(result.output == "status 4\nstatus 4\nstatus 4\n")
      let message =
        "logscan: no mail in the input: a compressed file is not looked into here\n"
        + "  try: one such file at a time, which is written decompressed: FILE.gz -o FILE\n"
      #expect(result.error == String(repeating: message, count: 3))
    }
  }

  @Test func `what is still being delivered is not a special file, and -v names what was left out`()
    throws
  {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 3)
      try folder.write("From: a@b.example\r\n", to: "md/tmp/coming")
      try folder.link("md/link", to: "cur")
      let result = try shell("\"$LOGSCAN\" mime convert --in-place md --to binary -v", in: folder)
      let text = result.output.replacing("\n", with: " ")
      #expect(
        text.contains("still being delivered, left out 1, links and special files, left out 1"))
      #expect(result.error.contains("left out, still being delivered: md/tmp/coming\n"))
      #expect(result.error.contains("left out, symbolic link: md/link\n"))
      #expect(result.error.contains("logscan: 3 files, 3 messages, 5.4 kB in "), "\(result.error)")
    }
  }

  @Test func `temporary files of killed runs are counted once`() throws {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 3)
      let result = try shell(
        """
        name=$(python3 -c "
        h = 2166136261
        for b in open('/proc/sys/kernel/hostname', 'rb').read().split(b'\\n')[0]:
          h = ((h ^ b) * 16777619) & 0xffffffff
        print('.logscan-%08x-4194304-5-1' % h)")
        touch md/tmp/$name md/cur/$name
        "$LOGSCAN" mime convert --in-place md/tmp md --to binary
        """, in: folder)
      #expect(result.exitCode == 0, "\(result.error)")
      #expect(
        result.output.replacing("\n", with: " ").contains(
          "not mail 1, temporary files of killed runs, removed 2, named twice 1."),
        "\(result.output)")
    }
  }

  @Test func `a directory keeps its times although a mailbox in it was locked`() throws {
    try withTemporaryFolder { folder in
      try folder.write(Self.mailbox, to: "in/d/box.mbox")
      let result = try shell(
        """
        touch -d 2001-02-03T04:05:06Z in/d
        "$LOGSCAN" mime convert in -o out --to 8bit -q; stat -c %Y out/d
        """, in: folder)
      #expect(result.output == "981173106\n")
    }
  }

  @Test(arguments: ["inspect -dash.eml", "measure -dash.eml", "convert -dash.eml --dry-run"])
  func `a name that begins with a dash is not a plea for help`(command: String) throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.plain, to: "-dash.eml")
      let result = try shell("\"$LOGSCAN\" mime \(command)", in: folder)
      #expect(result.exitCode == 2)
      #expect(result.output == "")
      #expect(
        result.error
          == "logscan: unknown option '-dash.eml'\n  try: ./-dash.eml, or -- before it, if it is a file\n"
      )
      let behind = try shell("\"$LOGSCAN\" mime inspect -- -dash.eml", in: folder)
      #expect(behind.exitCode == 0)
    }
  }

  @Test(arguments: ["mime convert a.eml -o b.eml --peers p.json", "peers --with p.json"])
  func `an empty name is not a peer`(command: String) throws {
    try withTemporaryFolder { folder in
      let result = try shell("\"$LOGSCAN\" \(command) --for ''", in: folder)
      #expect(result.exitCode == 2)
      #expect(result.error.hasPrefix("Error: --for: the name is empty.\n"), "\(result.error)")
    }
  }

  @Test func `the reasons of messages add up to the messages that stay`() throws {
    try withTemporaryFolder { folder in
      // One stays for its header section, with a part that shares the reason; one for its only part.
      let ambiguous = MailStoreFixture.message(1).replacing("Subject:", with: "Subject :")
      try folder.write(ambiguous, to: "in/a.eml")
      try folder.write(
        "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
          + "=C3=A4\r\n", to: "in/b.eml")
      let result = try shell("\"$LOGSCAN\" mime convert in -o out --to binary", in: folder)
      #expect(result.output.contains("\nambiguous-header                1"), "\(result.output)")
      #expect(result.output.contains("\nreasons of parts, below         1"), "\(result.output)")
      #expect(result.output.contains("reason            parts\nquoted-printable      1\n"))
      #expect(result.output.contains("--quoted-printable converts"))
      #expect(!result.output.contains("ambiguous-header      1"))
    }
  }
}
