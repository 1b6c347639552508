// SPDX-License-Identifier: Apache-2.0
import Glibc
import TestSupport
import Testing

/// What is left of a store when a conversion cannot go on: everything, and nothing besides.
@Suite struct ConvertSafetyTests {
  private static let convert = "\"$LOGSCAN\" mime convert --to binary"

  /// The forms that each message of the store may have at any moment: its old octets and its new ones.
  private func forms(of store: String, in folder: Folder) throws -> (old: [[UInt8]], new: [[UInt8]])
  {
    let result = try BuiltProgram.logscan.run(
      ["mime", "convert", store, "-o", "expected", "--to", "binary"], in: folder.path)
    #expect(result.exitCode == 0)
    defer { try? folder.remove("expected") }
    return (
      try MailStoreFixture.messages(of: Folder(path: folder.path(store))),
      try MailStoreFixture.messages(of: Folder(path: folder.path("expected")))
    )
  }

  private static let hasCrashPoints: Bool = {
    let probe = try? BuiltProgram.logscan.run(
      ["mime", "restore", "/dev/null", "--dry-run", "--crash-after", "0"])
    return probe?.exitCode != 2
  }()

  @Test(.enabled(if: hasCrashPoints, "a release build has no crash points"))
  func `killed before each change, every message is whole, and the next run ends it`() throws {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("src", in: folder, count: 2)
      let (old, new) = try forms(of: "src", in: folder)
      let original = try MailStoreFixture.contents(of: Folder(path: folder.path("src")))
      var kills = 0
      for step in 0..<200 {
        _ = try BuiltProgram.shell("rm -rf md; cp -a src md", in: folder.path)
        let run = try BuiltProgram.logscan.run(
          [
            "mime", "convert", "--in-place", "md", "--to", "binary", "-j", "1", "-q",
            "--crash-after", "\(step)",
          ], in: folder.path)
        if run.exitCode == 0 { break }
        #expect(run.signal == Int(SIGKILL))
        kills += 1
        let store = Folder(path: folder.path("md"))
        let left = try MailStoreFixture.contents(of: store)
        let messages = left.filter { !$0.key.contains(".logscan-") }
        #expect(messages.count == old.count)
        for (_, octets) in messages { #expect(old.contains(octets) || new.contains(octets)) }
        #expect(left.count - messages.count <= 1, "at most one temporary file")
        let next = try BuiltProgram.logscan.run(
          ["mime", "convert", "--in-place", "md", "--to", "binary", "-q"], in: folder.path)
        #expect(next.exitCode == 0, "\(next.error)")
        let mended = try MailStoreFixture.contents(of: store)
        #expect(mended.values.sorted { $0.lexicographicallyPrecedes($1) } == new)
        for (name, octets) in mended where name.contains(",S=") {
          #expect(name.contains(",S=\(octets.count),"), "step \(step)")
        }
        _ = try BuiltProgram.logscan.run(["mime", "restore", "--in-place", "md"], in: folder.path)
        #expect(try MailStoreFixture.contents(of: store) == original)
      }
      // Create, write, take over facts, fsync, swap, remove, rename: of each message.
      #expect(kills >= 2 * 7)
    }
  }

  @Test(.enabled(if: hasCrashPoints, "a release build has no crash points"))
  func `a mailbox is whole after each kill, and its lock does not outlive the program`() throws {
    try withTemporaryFolder { folder in
      let text = (1...3).map { "From a Mon\n\(MailStoreFixture.eightBitText($0))\n" }.joined()
      try folder.write(text, to: "src.mbox")
      _ = try BuiltProgram.shell(
        "\"$LOGSCAN\" mime convert src.mbox -o new --to 8bit", in: folder.path)
      let new = try folder.octets("new")
      for step in 0..<50 {
        _ = try BuiltProgram.shell("rm -rf d; mkdir d; cp src.mbox d/b.mbox", in: folder.path)
        let arguments = ["mime", "convert", "--in-place", "d/b.mbox", "--to", "8bit", "-q"]
        let run = try BuiltProgram.logscan.run(
          arguments + ["--crash-after", "\(step)"], in: folder.path)
        let left = try folder.octets("d/b.mbox")
        #expect(left == Array(text.utf8) || left == new)
        if run.exitCode == 0 { break }
        #expect(try BuiltProgram.logscan.run(arguments, in: folder.path).exitCode == 0)
        #expect(try folder.octets("d/b.mbox") == new)
        #expect(try Folder(path: folder.path("d")).names() == ["b.mbox"], "step \(step)")
      }
    }
  }

  @Test func `Ctrl-C leaves whole messages and no temporary file`() throws {
    try withTemporaryFolder { folder in
      for number in 0..<400 {
        try folder.write(MailStoreFixture.message(number, lines: 50), to: "src/\(number).eml")
      }
      let (old, new) = try forms(of: "src", in: folder)
      let known = Set(old + new)
      for (signal, status) in [("INT", 130), ("TERM", 143)] {
        let result = try BuiltProgram.shell(
          """
          rm -rf md; cp -a src md
          \(Self.convert) --in-place md -q & p=$!
          sleep 0.1; kill -\(signal) $p; wait $p
          """, in: folder.path)
        // The run may have been over before the signal came.
        #expect([0, status].contains(result.exitCode))
        let store = try MailStoreFixture.contents(of: Folder(path: folder.path("md")))
        #expect(store.count == 400)
        for (name, octets) in store { #expect(known.contains(octets), "\(name)") }
      }
    }
  }

  @Test func `killed at any moment, every message is whole`() throws {
    try withTemporaryFolder { folder in
      for number in 0..<60 {
        try folder.write(MailStoreFixture.message(number), to: "src/\(number).eml")
      }
      let (old, new) = try forms(of: "src", in: folder)
      let known = Set(old + new)
      for delay in ["0.01", "0.02", "0.03", "0.05", "0.08"] {
        _ = try BuiltProgram.shell(
          """
          rm -rf md; cp -a src md
          \(Self.convert) --in-place md -q & p=$!
          sleep \(delay); kill -KILL $p; wait $p
          """, in: folder.path)
        let store = try MailStoreFixture.contents(of: Folder(path: folder.path("md")))
          .filter { !$0.key.hasPrefix(".logscan-") }
        #expect(store.count == 60)
        for (name, octets) in store { #expect(known.contains(octets), "\(name)") }
        let next = try BuiltProgram.shell("\(Self.convert) --in-place md -q", in: folder.path)
        #expect(next.exitCode == 0, "\(next.error)")
        #expect(try MailStoreFixture.messages(of: Folder(path: folder.path("md"))) == new)
      }
    }
  }

  @Test func `a closed pipe ends the program and leaves nothing`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1, lines: 40_000), to: "a.eml")
      let result = try BuiltProgram.shell(
        "(TMPDIR=. \(Self.convert) - < a.eml; echo \"status $?\" >&2) | head -c 10 >/dev/null",
        in: folder.path)
      #expect(result.error.contains("status 141"), "\(result.error)")
      #expect(try folder.names() == ["a.eml"])
    }
  }

  // MARK: - Full and read-only

  /// Whether this user may mount file systems.
  private static let mayMount: Bool = {
    let probe = try? BuiltProgram.shell(
      "d=$(mktemp -d); mount -t tmpfs tmpfs $d && umount $d; s=$?; rmdir $d; exit $s")
    return probe?.exitCode == 0
  }()

  @Test(.enabled(if: mayMount, "this user may not mount a small file system"))
  func `on a full disk everything stays as it was`() throws {
    try withTemporaryFolder { folder in
      try folder.makeFolder("disk")
      let result = try BuiltProgram.shell(
        """
        mount -t tmpfs -o size=400k tmpfs disk || exit 9
        trap 'umount disk' EXIT
        mkdir disk/md
        for i in 1 2 3; do cat > disk/md/$i.eml <<'E'
        \(MailStoreFixture.message(1, lines: 1000, lineEnd: "\n"))E
        done
        head -c 200000 /dev/zero > disk/ballast; cat /dev/zero > disk/ballast2 2>/dev/null
        sha256sum disk/md/* > before
        \(Self.convert) --in-place disk/md; echo "status $?"
        sha256sum -c --quiet before && ls -A disk/md | wc -l
        \(Self.convert) disk/md -o disk/out >/dev/null 2>&1; echo "status $?"
        sha256sum -c --quiet before && find disk -name '.logscan*' | wc -l
        rm disk/ballast disk/ballast2
        \(Self.convert) --in-place disk/md -q; echo "status $?"
        """, in: folder.path)
      let lines = result.output.split(separator: "\n").filter { !$0.contains("messages") }
      #expect(
        result.error.contains(
          "disk/md: cannot be written: No space left on device\n  try: the same"),
        "\(result.error)")
      #expect(result.output.contains("ENDED EARLY: nothing more could be written."))
      #expect(result.output.contains("no message was changed."), "\(result.output)")
      #expect(lines.contains("status 3") && lines.last == "status 0")
      #expect(lines.filter { $0 == "3" }.count == 1 && lines.filter { $0 == "0" }.count == 1)
    }
  }

  /// The words before a command that take the superuser's rights away.
  private static let unprivileged =
    geteuid() == 0 ? "setpriv --reuid=65534 --clear-groups --inh-caps=-all" : ""

  private static let canDropRights: Bool = {
    (try? BuiltProgram.shell("\(unprivileged) true"))?.exitCode == 0
  }()

  @Test(.enabled(if: canDropRights, "the superuser's rights cannot be taken away here"))
  func `a read-only store stays as it was`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "md/a.eml")
      let before = try folder.octets("md/a.eml")
      let result = try BuiltProgram.shell(
        """
        chmod 755 .; cp "$LOGSCAN" program; chmod 555 md program
        \(Self.unprivileged) ./program mime convert --to binary --in-place md; echo "status $?"
        \(Self.unprivileged) ./program mime convert --to binary md -o out; echo "status $?"
        chmod 755 md
        """, in: folder.path)
      #expect(result.output.contains("status 3"))
      #expect(result.error.contains("Permission denied"), "\(result.error)")
      #expect(try folder.octets("md/a.eml") == before)
      #expect(try Folder(path: folder.path("md")).names() == ["a.eml"])
    }
  }

  @Test(.enabled(if: canDropRights, "the superuser's rights cannot be taken away here"))
  func `measure reports a folder that it may not read, and measures the rest`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "md/a.eml")
      try folder.write(MailStoreFixture.message(2), to: "md/secret/b.eml")
      let result = try BuiltProgram.shell(
        """
        chmod 755 .; cp "$LOGSCAN" program; chmod 555 program; chmod 0 md/secret
        \(Self.unprivileged) ./program mime measure --no-cost md; echo "status $?"
        chmod 755 md/secret
        """, in: folder.path)
      #expect(result.output.contains("status 3"))
      #expect(result.output.contains("1 message with 2 parts in 1 file"))
      #expect(result.error.contains("md/secret"), "\(result.error)")
    }
  }
}
