// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `mime convert` and `mime restore` from store to store.
@Suite struct ConvertCommandTests {
  private func convert(_ arguments: String..., in folder: Folder) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["mime", "convert"] + arguments, in: folder.path)
  }

  private func restore(_ arguments: String..., in folder: Folder) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["mime", "restore"] + arguments, in: folder.path)
  }

  @Test(arguments: ["binary", "8bit", "7bit"])
  func `all samples come back from each domain`(domain: String) throws {
    try withTemporaryFolder { folder in
      // A copy: a mailbox is locked while it is read, and the other domains are tried at the same time.
      _ = try BuiltProgram.shell(
        "cp -a '\(Repository.sample("messages"))' samples", in: folder.path)
      let samples = folder.path("samples")
      #expect(try convert(samples, "-o", "out", "--to", domain, in: folder).exitCode == 0)
      #expect(try restore("out", "-o", "back", in: folder).exitCode == 0)
      var original = try MailStoreFixture.contents(of: Folder(path: samples))
      var back = try MailStoreFixture.contents(of: Folder(path: folder.path("back")))
      // What is converted as it lies there goes back further than it came from.
      let converted = "reasons/already-converted.eml"
      #expect(original.removeValue(forKey: converted) != back.removeValue(forKey: converted))
      #expect(back == original)
    }
  }

  @Test func `a Maildir keeps its layout, flags and times, and its names include the new sizes`()
    throws
  {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 6)
      _ = try BuiltProgram.shell("touch -d 2001-02-03T04:05:06Z md/cur/* md/new/*", in: folder.path)
      let result = try convert("md", "-o", "out", "--to", "binary", in: folder)
      #expect(result.exitCode == 0)
      #expect(result.output.contains("6 of 6 messages changed"))
      let before = try MailStoreFixture.contents(of: Folder(path: folder.path("md")))
      let after = try MailStoreFixture.contents(of: Folder(path: folder.path("out")))
      let stem = { (name: String) in String(name.prefix { $0 != "," }) }
      #expect(Set(after.keys.map(stem)) == Set(before.keys.map(stem)))
      for (name, octets) in after where name.contains(",S=") {
        #expect(name.contains(",S=\(octets.count),"))
        // Wire form: a lone LF is content, and Dovecot must not think otherwise.
        #expect(name.contains(",W=\(octets.count)"))
        #expect(name.hasSuffix(":2,FS") == name.contains("cur/"))
      }
      #expect(folder.isFolder("out/.Sent/tmp") && folder.isFolder("out/tmp"))
      let times = try BuiltProgram.shell(
        "stat -c %Y md/cur/* md/new/* | sort -u; stat -c %Y out/cur/* out/new/* | sort -u",
        in: folder.path)
      #expect(times.output == "981173106\n981173106\n")
      #expect(try restore("out", "-o", "back", in: folder).exitCode == 0)
      #expect(try MailStoreFixture.contents(of: Folder(path: folder.path("back"))) == before)
    }
  }

  @Test func `a second run finds everything done`() throws {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 3)
      for _ in 0..<2 {
        let run = try convert("md", "-o", "out", "--to", "binary", in: folder)
        #expect(run.exitCode == 0, "\(run.error)")
      }
      #expect(try convert("--in-place", "md", "--to", "binary", in: folder).exitCode == 0)
      let once = try MailStoreFixture.contents(of: Folder(path: folder.path("md")))
      #expect(once == (try MailStoreFixture.contents(of: Folder(path: folder.path("out")))))
      let again = try convert("--in-place", "md", "--to", "binary", in: folder)
      #expect(again.output.contains("0 of 3 messages changed"))
      #expect(try MailStoreFixture.contents(of: Folder(path: folder.path("md"))) == once)
    }
  }

  @Test func `a directory is copied with all that is not mail, and every link is counted`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "in/a/one")
      try folder.write("From anna Mon\n" + MailStoreFixture.message(2), to: "in/a/two.txt")
      try folder.write([0x7F, 0x45, 0x4C, 0x46, 0], to: "in/program")
      try folder.write("", to: "in/empty")
      try folder.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], to: "in/x.gz")
      try folder.makeFolder("in/nothing")
      try folder.link("in/loop", to: "../in")
      try folder.link("in/dangling", to: "nowhere")
      _ = try BuiltProgram.shell("mkfifo in/fifo; chmod 640 in/a/one", in: folder.path)
      let result = try convert("in", "-o", "out", "--to", "binary", in: folder)
      #expect(result.exitCode == 0, "\(result.error)")
      #expect(result.output.contains("2 of 2 messages changed"))
      let files = "with mail 2, not mail 1, empty 1, compressed, not looked into 1"
      let text = result.output.replacing("\n", with: " ")
      #expect(text.contains(files))
      #expect(text.contains("left out 3"))
      #expect(try folder.text("out/a/two.txt").hasPrefix("From anna Mon\n"))
      #expect(try folder.octets("out/program") == folder.octets("in/program"))
      #expect(folder.isFolder("out/nothing"))
      #expect(try BuiltProgram.shell("stat -c %a out/a/one", in: folder.path).output == "640\n")
      #expect(try restore("out", "-o", "back", in: folder).exitCode == 0)
      #expect(try folder.octets("back/a/two.txt") == folder.octets("in/a/two.txt"))
    }
  }

  @Test func `one message goes from standard input to standard output and back`() throws {
    try withTemporaryFolder { folder in
      let message = Array(MailStoreFixture.message(7, lines: 6000).utf8)
      let there = try BuiltProgram.logscan.run(
        ["mime", "convert", "-", "--to", "binary"], input: message)
      #expect(there.exitCode == 0)
      #expect(there.outputOctets.count < message.count * 8 / 10)
      let back = try BuiltProgram.logscan.run(
        ["mime", "restore", "-", "-q"], input: there.outputOctets)
      #expect(back.outputOctets == message)
      #expect(back.error == "")
      let text = try BuiltProgram.logscan.run(
        ["mime", "convert", "-", "--to", "binary"], input: Array("no mail at all\n".utf8))
      #expect(text.exitCode == 4)
      #expect(text.output == "no mail at all\n")
    }
  }

  @Test func `a dry run changes nothing and says the same`() throws {
    try withTemporaryFolder { folder in
      try MailStoreFixture.makeMaildir("md", in: folder, count: 3)
      let before = try MailStoreFixture.contents(of: folder)
      let dry = try convert("md", "--in-place", "--to", "binary", "--dry-run", in: folder)
      #expect(dry.exitCode == 0)
      #expect(dry.output.contains("3 of 3 messages would be changed; nothing was written"))
      let other = try convert("md", "-o", "out", "--to", "binary", "--dry-run", in: folder)
      #expect(other.output == dry.output)
      #expect(try MailStoreFixture.contents(of: folder) == before)
      let real = try convert("md", "-o", "out", "--to", "binary", in: folder)
      let line = { (text: String) in text.split(separator: "\n").first { $0.hasPrefix("converted") }
      }
      #expect(line(real.output) == line(dry.output))
    }
  }

  @Test(arguments: ["1", "2", "7"])
  func `the number of threads changes neither the store nor the report`(jobs: String) throws {
    try withTemporaryFolder { folder in
      for number in 0..<40 {
        // Large ones are converted first, and stand in the report where they belong.
        let lines = number % 17 == 9 ? 14_000 : 20
        try folder.write(MailStoreFixture.message(number, lines: lines), to: "in/\(number).eml")
      }
      let result = try convert(
        "in", "-o", "out", "--to", "binary", "-j", jobs, "--report", "r.json", in: folder)
      #expect(result.exitCode == 0)
      let report = try StrictJSON(try folder.octets("r.json"))
      #expect(report["messages"]?.elements.count == 40)
      #expect(report["summary"]?["outcomes"]?["converted"]?["messages"]?.integer == 40)
      #expect(report["messages"]?.elements.first?["file"] == .string("in/0.eml"))
      #expect(report["messages"]?.elements.last?["file"] == .string("in/9.eml"))
      #expect(try folder.text("r.json").split(separator: "\n").count == 42)
      let csv = try convert(
        "in", "--in-place", "--to", "binary", "-j", jobs, "--report", "r.csv", "-q", in: folder)
      #expect(csv.output == "")
      #expect(try folder.text("r.csv").split(separator: "\r\n").count == 41)
    }
  }

  @Test(arguments: [
    ["x", "--to", "binary"], ["x", "-o", "y"], ["x", "-o", "y", "--in-place", "--to", "8bit"],
    ["-", "--in-place", "--to", "8bit"], ["x", "-o", "y", "--to", "9bit"], ["--to", "binary"],
    ["x", "-o", "x", "--to", "binary"], ["x", "-o", "x/y", "--to", "binary"],
    ["-", "x", "-o", "y", "--to", "binary"], ["x", "-o", "-", "--to", "binary"],
    ["x", "x/../x", "-o", "y", "--to", "binary"], ["x", "-o", "f", "--to", "binary"],
    ["x", "-o", "y", "--to", "binary", "--report", "r.txt"],
    ["x", "-o", "y", "--to", "binary", "--report", "x/f"],
    ["x", "-o", "y", "--to", "binary", "--signed", "verify"],
    ["x", "-o", "y", "--to", "binary", "--for", "mx.example"],
  ])
  func `wrong usage is refused before anything is written`(arguments: [String]) throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.plain, to: "x/f")
      try folder.write("", to: "f")
      let result = try BuiltProgram.logscan.run(["mime", "convert"] + arguments, in: folder.path)
      #expect(result.exitCode == 2)
      #expect(result.error.contains(":"))
      #expect(try folder.names() == ["f", "x"])
      #expect(try Folder(path: folder.path("x")).names() == ["f"])
    }
  }

  @Test func `no source is overwritten, doubled or mixed up with another`() throws {
    try withTemporaryFolder { folder in
      let message = MailStoreFixture.message(1)
      for name in ["mail/cur/a.eml", "mail/new/a.eml"] { try folder.write(message, to: name) }
      for (sources, destination) in [
        (["mail/cur"], "mail"), (["mail"], "mail/sub"), (["mail/cur/a.eml"], "mail/cur/a.eml"),
        (["mail/cur/a.eml", "mail/new/a.eml"], "out"), (["mail/cur", "mail/new/a.eml"], "mail"),
      ] {
        let result = try BuiltProgram.logscan.run(
          ["mime", "convert"] + sources + ["-o", destination, "--to", "binary"], in: folder.path)
        #expect(result.exitCode == 2, "\(sources) \(destination): \(result.error)")
        #expect(try folder.names() == ["mail"])
        #expect(try folder.octets("mail/cur/a.eml") == Array(message.utf8))
      }
    }
  }

  @Test func `a domain that there is none of is answered with those that there are`() throws {
    try withTemporaryFolder { folder in
      let result = try convert("x", "-o", "y", "--to", "9bit", in: folder)
      for domain in ["'binary'", "'8bit'", "'7bit'"] { #expect(result.error.contains(domain)) }
    }
  }

  @Test func `a recipe that does not fit is refused, and the message stays`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "a.eml")
      #expect(try convert("a.eml", "-o", "b.eml", "--to", "binary", in: folder).exitCode == 0)
      var octets = try folder.octets("b.eml")
      octets[octets.count - 100] ^= 1
      try folder.write(octets, to: "c/b.eml")
      let result = try restore("c", "-o", "d", in: folder)
      #expect(result.exitCode == 3)
      #expect(result.output.contains("recipe does not fit"))
      #expect(
        result.error.contains("c/b.eml: message 1: its recipe does not fit: checksum in part"))
      #expect(try folder.octets("d/b.eml") == octets)
    }
  }

  @Test func `for a peer that nothing is known of, messages stay 7bit, and the reason is reported`()
    throws
  {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "in/a.eml")
      let register = try BuiltProgram.logscan.run(
        ["peers", "--utc", Repository.sample("logs/inbound-2018.log"), "-o", "peers.json"],
        in: folder.path)
      #expect(register.exitCode == 0, "\(register.error)")
      let result = try convert(
        "in", "-o", "out", "--for", "nobody.example", "--peers", "peers.json", in: folder)
      #expect(result.exitCode == 0, "\(result.error)")
      #expect(result.output.hasPrefix("nobody.example: 7bit"))
      #expect(try folder.octets("out/a.eml") == folder.octets("in/a.eml"))
    }
  }

  private static let hasOpenSSL = (try? BuiltProgram.shell("openssl version"))?.exitCode == 0

  @Test(.enabled(if: hasOpenSSL, "there is no openssl program to sign with"))
  func `with verify only messages are converted whose signature verifies`() throws {
    try withTemporaryFolder { folder in
      let parts = MailStoreFixture.message(1).replacing("From: anna@mail.example\r\n", with: "")
        .split(separator: "\r\n\r\n", maxSplits: 1)
      try folder.write(parts[0] + "\r\n", to: "head")
      try folder.write(String(parts[1]), to: "body")
      let signed = try BuiltProgram.shell(
        """
        mkdir in; openssl genpkey -algorithm RSA -out k 2>/dev/null || exit 9
        p=$(openssl pkey -in k -pubout -outform DER | base64 -w0)
        d="DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=mail.example; s=s; h=From;"
        d="$d bh=$(openssl dgst -sha256 -binary body | base64 -w0); b="
        from='From: anna@mail.example'
        b=$(printf '%s\\r\\n%s' "$from" "$d" | openssl dgst -sha256 -sign k | base64 -w0)
        (printf '%s%s\\r\\n%s\\r\\n' "$d" "$b" "$from"; cat head; printf '\\r\\n'; cat body) > in/good.eml
        sed 's/text 1/text 2/' in/good.eml > in/changed.eml
        echo "s._domainkey.mail.example. 1 IN TXT \\\"v=DKIM1; p=${p:0:200}\\\" \\\"${p:200}\\\"" > keys
        """, in: folder.path)
      #expect(signed.exitCode == 0, "\(signed.error)")
      let result = try convert(
        "in", "-o", "out", "--to", "binary", "--signed", "verify", "--keys", "keys", in: folder)
      #expect(result.exitCode == 0, "\(result.error)")
      #expect(result.output.contains("1 of 2 messages changed"))
      #expect(result.output.contains("unverified-signature"))
      #expect(try folder.octets("out/changed.eml") == folder.octets("in/changed.eml"))
      #expect(try restore("out", "-o", "back", in: folder).exitCode == 0)
      #expect(try folder.octets("back/good.eml") == folder.octets("in/good.eml"))
    }
  }

  @Test func `a destination that was there keeps its mode, and one that is made takes it over`()
    throws
  {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "in/a/x.eml")
      try folder.makeFolder("old")
      _ = try BuiltProgram.shell("chmod 750 in/a; chmod 700 in; chmod 755 old", in: folder.path)
      #expect(try convert("in", "-o", "old", "--to", "binary", in: folder).exitCode == 0)
      #expect(try convert("in", "-o", "new", "--to", "binary", in: folder).exitCode == 0)
      let modes = try BuiltProgram.shell("stat -c %a old old/a new new/a", in: folder.path)
      #expect(modes.output == "755\n750\n700\n750\n")
    }
  }

  @Test func `a file that is there already is never overwritten`() throws {
    try withTemporaryFolder { folder in
      try folder.write(MailStoreFixture.message(1), to: "in/a.eml")
      try folder.write("mine", to: "out/a.eml")
      let result = try convert("in", "-o", "out", "--to", "binary", in: folder)
      #expect(result.exitCode == 3)
      #expect(result.error.contains("out/a.eml: exists already"))
      #expect(try folder.text("out/a.eml") == "mine")
      #expect(try Folder(path: folder.path("out")).names() == ["a.eml"])
    }
  }
}
