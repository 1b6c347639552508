// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What a file that takes another's place takes over from it, and which files are not replaced.
@Suite struct ReplacementTests {
  private func run(_ arguments: String..., in folder: Folder) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["mime"] + arguments, in: folder.path)
  }

  @Test func `a file with two names stays as it is unless its links may be broken`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "md/a.eml")
      try folder.write(MailStoreFixture.message(2), to: "md/b.eml")
      try folder.hardLink("backup.eml", to: "md/a.eml")
      let before = try folder.octets("md/a.eml")
      for dryRun in [["--dry-run"], []] {
        let kept = try BuiltProgram.logscan.run(
          ["mime", "convert", "--in-place", "md", "--to", "binary"] + dryRun, in: folder.path)
        #expect(kept.exitCode == 0)
        #expect(kept.output.contains("1 of 2 messages"))
        #expect(kept.output.contains("hard-linked"))
        #expect(try folder.octets("md/a.eml") == before)
      }
      #expect(try run("convert", "md", "-o", "out", "--to", "binary", in: folder).exitCode == 0)
      #expect(try folder.octets("out/a.eml").count < before.count)
      let broken = try run(
        "convert", "--in-place", "md", "--to", "binary", "--break-links", in: folder)
      #expect(broken.exitCode == 0)
      #expect(try folder.octets("md/a.eml") == folder.octets("out/a.eml"))
      #expect(try folder.octets("backup.eml") == before)

      try folder.hardLink("other.eml", to: "md/a.eml")
      let linked = try run("restore", "--in-place", "md", in: folder)
      #expect(linked.output.contains("hard-linked"))
      #expect(try folder.octets("md/a.eml") == folder.octets("out/a.eml"))
      #expect(try run("restore", "--in-place", "md", "--break-links", in: folder).exitCode == 0)
      #expect(try folder.octets("md/a.eml") == before)
    }
  }

  /// Whether files of the temporary folder have extended attributes, and python3 can set them.
  private static let hasAttributes = holds("os.setxattr('f', 'user.note', b'x')")
  private static let hasAccessLists = holds(
    "os.setxattr('f', 'system.posix_acl_access', bytes.fromhex('\(accessList)'))")

  /// user::rw, user:65534:rw, group::none, mask::rw, other::none, as the kernel has them.
  private static let accessList =
    "02000000" + "01000600ffffffff" + "02000600feff0000" + "04000000ffffffff" + "10000600ffffffff"
    + "20000000ffffffff"

  private static func holds(_ call: String) -> Bool {
    let probe = try? withTemporaryFolder { folder in
      try BuiltProgram.shell("touch f; python3 -c \"import os; \(call)\"", in: folder.path)
    }
    return probe?.exitCode == 0
  }

  @Test(.enabled(if: hasAttributes, "no extended attributes here"))
  func `a replaced file and a copy keep extended attributes, mode and times`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "md/a.eml")
      let result = try BuiltProgram.shell(
        """
        python3 -c "import os; os.setxattr('md/a.eml', 'user.note', b'a\\0b')"
        chmod 640 md/a.eml; touch -d 2001-02-03T04:05:06Z md/a.eml
        "$LOGSCAN" mime convert md -o out --to binary -q
        "$LOGSCAN" mime convert --in-place md --to binary -q
        for f in md/a.eml out/a.eml; do
          python3 -c "import os; print(os.getxattr('$f', 'user.note'))"; stat -c '%a %Y' $f
        done
        """, in: folder.path)
      #expect(result.error == "")
      #expect(result.output == String(repeating: "b'a\\x00b'\n640 981173106\n", count: 2))
    }
  }

  @Test(.enabled(if: hasAccessLists, "no access control lists here"))
  func `a replaced file has the access list of the old one, not that of its directory`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "md/a.eml")
      try folder.write(MailStoreFixture.message(2), to: "md/b.eml")
      let result = try BuiltProgram.shell(
        """
        cat > acl.py <<'E'
        import os, sys
        name = 'system.posix_acl_access'
        list = bytes.fromhex('\(Self.accessList)')
        if sys.argv[1] == 'set':
          os.setxattr('md/a.eml', name, list)
          os.setxattr('md', 'system.posix_acl_default', list)
        else:
          print(os.getxattr('md/a.eml', name) == list, name in os.listxattr('md/b.eml'))
        E
        chmod 600 md/*; python3 acl.py set
        "$LOGSCAN" mime convert --in-place md --to binary
        python3 acl.py get; stat -c %a md/a.eml md/b.eml
        """, in: folder.path)
      #expect(result.error == "")
      #expect(result.output.contains("2 of 2 messages changed"))
      #expect(result.output.hasSuffix("True False\n660\n600\n"))
    }
  }

  private static let canDropRights: Bool = {
    (try? BuiltProgram.shell("setpriv --reuid=65534 --clear-groups --inh-caps=-all true"))?
      .exitCode == 0
  }()

  @Test(.enabled(if: canDropRights, "only the superuser can make files of others"))
  func `a file whose owner cannot be kept is left alone`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "md/a.eml")
      let before = try folder.octets("md/a.eml")
      let result = try BuiltProgram.shell(
        """
        chmod 777 . md; chmod 644 md/a.eml; cp "$LOGSCAN" program; chmod 555 program
        setpriv --reuid=65534 --clear-groups --inh-caps=-all \\
          ./program mime convert --in-place md --to binary; echo "status $?"
        """, in: folder.path)
      #expect(result.output.contains("status 3"))
      #expect(result.error.contains("owner, mode or attributes could not be kept"))
      #expect(try folder.octets("md/a.eml") == before)
      #expect(try Folder(path: folder.path("md")).names() == ["a.eml"])
    }
  }

  @Test func `a signed message that goes on to 7bit gets its original octets back`() throws {
    try withTemporaryFolder { folder in
      let signed = "DKIM-Signature: v=1\r\n" + MailStoreFixture.message(1)
      try folder.write(signed, to: "in/a.eml")
      try folder.write(MailStoreFixture.message(2), to: "in/b.eml")
      #expect(try run("convert", "in", "-o", "binary", "--to", "binary", in: folder).exitCode == 0)
      #expect(try folder.octets("binary/a.eml") != Array(signed.utf8))
      let result = try run("convert", "binary", "-o", "out", "--to", "7bit", in: folder)
      #expect(result.exitCode == 0, "\(result.error)")
      #expect(result.output.contains("2 of 2 messages changed"))
      #expect(try folder.octets("out/a.eml") == Array(signed.utf8))
      #expect(try folder.text("out/b.eml") == MailStoreFixture.message(2))
    }
  }
}
