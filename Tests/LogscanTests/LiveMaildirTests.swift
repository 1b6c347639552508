// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `mime convert --in-place` in a Maildir that others work with at the same time.
@Suite struct LiveMaildirTests {
  /// Changes the flags of all messages, again and again.
  private static let renaming = """
    import os, sys, time
    end = time.time() + 20
    while time.time() < end and not os.path.exists('done'):
      for name in os.listdir('md/cur'):
        base, flags = name.rsplit(':2,', 1)
        new = base + ':2,' + ('S' if flags != 'S' else 'FS')
        try: os.rename('md/cur/' + name, 'md/cur/' + new)
        except FileNotFoundError: pass
        time.sleep(0.0005)
    """

  @Test func `a message whose flags change meanwhile is found again`() throws {
    try withTemporaryFolder { folder in
      for part in ["cur", "new", "tmp"] { try folder.makeFolder("md/\(part)") }
      for number in 0..<150 {
        let text = MailStoreFixture.message(number)
        try folder.write(
          text, to: "md/cur/\(number).M1P1.host,S=\(text.utf8.count),W=\(text.utf8.count):2,S")
      }
      try folder.write(Self.renaming, to: "flags.py")
      let before = try MailStoreFixture.messages(of: Folder(path: folder.path("md")))
      // A walk may miss names that change while it goes on: the run after the changes finds the rest.
      let result = try BuiltProgram.shell(
        """
        python3 flags.py & p=$!
        for i in 1 2 3; do "$LOGSCAN" mime convert --in-place md --to binary -q; done
        touch done; wait $p
        "$LOGSCAN" mime convert --in-place md --to binary -q; echo "status $?"
        """, in: folder.path)
      #expect(result.output.contains("status 0"), "\(result.error)")
      let names = try Folder(path: folder.path("md/cur")).names()
      #expect(names.count == 150)
      for name in names {
        let size = try folder.octets("md/cur/\(name)").count
        #expect(name.contains(",S=\(size),W=\(size):2,"), "\(name)")
      }
      _ = try BuiltProgram.shell("\"$LOGSCAN\" mime restore --in-place md", in: folder.path)
      #expect(try MailStoreFixture.messages(of: Folder(path: folder.path("md"))) == before)
    }
  }

  @Test func `names that have changed since the walk cost no message`() throws {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 3)
      // The run waits for the mailbox, which comes first; flags change meanwhile.
      let text = "From a Mon\n\(MailStoreFixture.plain)\n"
      try folder.write(text, to: "md/aaa/box.mbox")
      let result = try BuiltProgram.shell(
        """
        python3 -c "
        import fcntl, os, time
        f = open('md/aaa/box.mbox', 'r+'); fcntl.lockf(f, fcntl.LOCK_EX)
        open('held', 'w').close(); time.sleep(1.5)
        for name in os.listdir('md/cur'):
          os.rename('md/cur/' + name, 'md/cur/' + name.split(':')[0] + ':2,RS')
        " & p=$!
        while [ ! -e held ]; do sleep 0.05; done
        "$LOGSCAN" mime convert --in-place md -j 1 --to 8bit; echo "status $?"; wait $p
        ls md/cur
        """, in: folder.path)
      #expect(result.output.contains("status 0"), "\(result.output)\(result.error)")
      #expect(result.output.contains("of 4 messages"))
      #expect(result.output.contains(":2,RS"))
    }
  }

  @Test func `a second run on a store that is being changed is reported, and does nothing`() throws
  {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 3)
      let before = try MailStoreFixture.contents(of: Folder(path: folder.path("md")))
      let result = try BuiltProgram.shell(
        """
        exec 9< md; flock -x 9
        "$LOGSCAN" mime convert --in-place md --to binary -q; echo "status $?"
        "$LOGSCAN" mime convert --in-place md --to binary -q --dry-run; echo "status $?"
        exec 9<&-
        "$LOGSCAN" mime convert --in-place md md/ ./md --to binary -q; echo "status $?"
        """, in: folder.path)
      #expect(result.output == "status 3\nstatus 0\nstatus 0\n")
      #expect(
        result.error == """
          logscan: md: another run of logscan is changing it
            try: the same command again when the other program is done

          """)
      #expect(try MailStoreFixture.contents(of: Folder(path: folder.path("md"))) != before)
    }
  }

  @Test func `new UIDs in Dovecot are reported before anything is replaced`() throws {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 3)
      try folder.write(MailStoreFixture.message(9), to: "other/cur/9.M1P1.host:2,S")
      try folder.makeFolder("other/new")
      try folder.makeFolder("other/tmp")
      try folder.write("3 V1 N5\n", to: "other/dovecot-uidlist")
      let command = ["mime", "convert", "--to", "binary", "--dry-run"]
      let run = { try BuiltProgram.logscan.run(command + $0, in: folder.path) }
      let told = try run(["--in-place", "md", "other"])
      #expect(told.error.hasPrefix("logscan: md: Dovecot knows these messages by file names that"))
      #expect(told.error.contains("gets a new UID"))
      #expect(try run(["--in-place", "other"]).error == "", "names without sizes stay")
      #expect(try run(["md", "-o", "out"]).error == "")
      #expect(try run(["--in-place", "md", "-q"]).error == "")
    }
  }
}
