// SPDX-License-Identifier: Apache-2.0
import MailStores
import OctetSources
import TestSupport
import Testing

@Suite struct MailRecognitionTests {
  @Test(arguments: [
    ("a/cur/1.x", false, "a"), ("a/.Sent/new/1", false, "a/.Sent"), ("tmp/1.x", false, "tmp"),
    ("a/x.mbox", false, "a/x.mbox"), ("a/archive.2024", true, "a/archive.2024"),
    ("a/INBOX.Drafts", true, "a/INBOX.Drafts"), ("a/sent.mail", false, "a"),
    ("a/1.eml", false, "a"), ("1.eml", false, "."),
  ])
  func `mail is counted under this mailbox`(path: String, isMailbox: Bool, mailbox: String) {
    #expect(MailboxName.of(path: path, isMailbox: isMailbox) == mailbox)
  }

  @Test(arguments: [("a/Inbox", true), ("x.MBOX", true), ("a.b/Sent", true), ("a/1.eml", false)])
  func `some names make a mailbox of one message`(path: String, isMailbox: Bool) {
    #expect(MailboxName.nameMakesMailbox(path) == isMailbox)
  }

  @Test(arguments: [
    ("Subject: x\n", "x", MailRecognition.Verdict.mail), ("RECEIVED : y\r\n", "x", .mail),
    (">From a\nDate: x\n", "x", .mail), ("From a\nX-A: b\n c\nTo: d", "x", .mail),
    ("\u{FEFF}From: a\n", "x", .mail), ("X-A: b\ndamaged line\nTo: d\n\n", "x", .mail),
    ("Resent-From: a\n\n", "x", .mail),
    ("From: a\n\0\n", "x", .mail),
    // What is text, but no mail.
    ("root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1\n", "passwd", .text),
    ("name: value\nother: value\n", "conf.yaml", .text), ("http://a.example/\n", "x", .text),
    ("name: value\n\nFrom: a\n", "x", .text), ("This is: no mail\nFrom: a\n", "x", .text),
    ("From here on\nit is prose.\n", "x", .text), ("\n\nFrom: a\n", "x", .text),
    (" From: a\n", "x", .text), ("text", "x", .text),
    // Where mail is expected, text is mail.
    ("text", "a/cur/1.x:2,S", .mail), ("text", "new/1.x", .mail), ("text", "a.EML", .mail),
    ("x: y\n", "a/old.mbox", .mail), ("text", "eml", .text), ("text", "a.eml.gz", .mail),
    // What stores keep beside mail, and no text at all.
    ("3 V1 N2 G3\n", "Maildir/dovecot-uidlist", .foreign), ("1000S\n", "maildirsize", .foreign),
    ("\u{7F}ELF\0", "x", .foreign), ("a\0b", "x", .foreign), ("\0\0b", "a.eml", .foreign),
    ("a\0b", "cur/1.x", .mail), ("x: y\n", "Maildir/maildirsize", .foreign),
    ("\u{1}\u{2}", "x", .foreign),
  ])
  func `mail is told from other files`(
    text: String, path: String, verdict: MailRecognition.Verdict
  ) {
    #expect(MailRecognition.verdict(Array(text.utf8).span, path: path) == verdict)
  }

  @Test func `a header section may be long before it shows that it is one of mail`() {
    let long = String(repeating: "X-Padding: \(String(repeating: "x", count: 70))\n", count: 2000)
    #expect(MailRecognition.looksLikeMail(Array((long + "To: a\n\n").utf8).span) == true)
    #expect(MailRecognition.looksLikeMail(Array((long + "\n").utf8).span) == false)
  }

  @Test func `a file that is not mail is read no further than it takes to see that`() throws {
    try withTemporaryFolder { folder in
      let zeros = [UInt8](repeating: 0, count: 3 << 20)
      let plan = InputPlan(paths: [try folder.write(zeros, to: "disk")], selecting: .everyFile)
      var reader = MailReader(plan)
      var keeper = MessageKeeper()
      let file = reader.read(0, takesText: true, into: &keeper)
      #expect(!file.isMail && file.failure == nil && keeper.messages.isEmpty)
      #expect(file.octets > 0 && file.octets < zeros.count / 4)
    }
  }
}
