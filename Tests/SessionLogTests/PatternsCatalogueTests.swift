// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import MailTypes
import SessionLog
import TestSupport
import Testing

@Suite struct PatternsCatalogueTests {
  @Test func `the list of messages in Documentation is current`() throws {
    let name = "Documentation/LogMessages.md"
    let current = MessageCatalogue.documentation()
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Folder(path: Repository.root).write(current, to: name)
    }
    #expect(
      try Repository.text(name) == current, "record it with Scripts/record-goldens, review the diff"
    )
  }

  @Test func `each refusal and each block has a reply that refuses`() {
    for build in Refusal.Build.allCases {
      for implied in Refusal.allCases.map({ $0.implied(by: build) }) {
        #expect((400..<600).contains(implied.code))
        // QUIRK: the build of June 2018 sent 550 4.7.1 to a bad greeting.
        let isQuirk = build == .june2018 && implied.verb == .ehlo
        #expect(implied.enhanced?.statusClass == (isQuirk ? 4 : implied.code / 100))
      }
      for blocking in SessionEvent.Blocking.allCases {
        #expect((400..<600).contains(blocking.implied(by: build).code))
      }
    }
  }

  @Test(arguments: [
    ("250-SIZE 157286400\r", UInt16(250), true, "SIZE 157286400"),
    ("250 SMTPUTF8\r", 250, false, "SMTPUTF8"),
    ("221", 221, false, ""),
    ("                                          S: 250-8BITMIME", 250, true, "8BITMIME"),
    ("                                          S: 250 SMTPUTF8", 250, false, "SMTPUTF8"),
    ("  S: 553 5.1.2 address. 81-v6 - gsmtp", 553, false, "5.1.2 address. 81-v6 - gsmtp"),
    ("  S: at your service", 0, true, "at your service"),
    ("  S:", 0, true, ""),
  ])
  func `a reply's later lines are read without header`(
    _ line: String, _ code: UInt16, _ more: Bool, _ text: String
  ) throws {
    let octets = Array(line.utf8)
    let matched = MessageCatalogue.matchContinuation(octets.span)
    guard case .replyLine(let foundCode, let foundMore, let range)? = matched else {
      Issue.record("not a reply line")
      return
    }
    #expect(foundCode == code)
    #expect(foundMore == more)
    #expect(String(decoding: octets[range.indices], as: UTF8.self) == text)
  }

  @Test(arguments: [
    "", "    count: 1", "==== 192.0.2.6       ====", "    @     0x7f9f5f4c87ad  main", "2501 x",
    "25", "*** Check failure stack trace: ***", "  250-SIZE 1", "Log file created at: 2018",
  ])
  func `other lines without header are not replies`(_ line: String) {
    let octets = Array(line.utf8)
    let matched = MessageCatalogue.matchContinuation(octets.span)
    #expect(matched == nil)
  }

  @Test(arguments: [
    "", " ", "connect", "connect from", "MAIL FROM", "EHLO", "hello world", "sender x", "BDAT x",
    "pid == x", "STARTTLS", "DATA2", "QUIT now", "250 hello", "C:EHLO x", "Check failed",
    "some new message of 2031", "message delivered to nobody", "verify error:num=x",
  ])
  func `a message that only resembles a known one is not recognised`(_ text: String) {
    let octets = Array(text.utf8)
    var hint = MessageCatalogue.noHint
    let event = MessageCatalogue.match(
      octets.span, from: .init(severity: .info, origin: .shared), hint: &hint)
    #expect(event == nil)
    #expect(hint == MessageCatalogue.noHint)
  }

  @Test(arguments: [
    ("<a@b.example> SIZE=1", "a@b.example", "SIZE=1"),
    ("<\"a> b\"@c.example>", "\"a> b\"@c.example", ""),
    ("<>", "", ""), (" <x>", "x", ""), ("<a@b> AUTH=<> X", "a@b", "AUTH=<> X"),
  ])
  func `a path argument is split from its parameters`(
    _ argument: String, _ path: String, _ parameters: String
  ) throws {
    let octets = Array("C: MAIL FROM:\(argument)".utf8)
    let range = TextRange(start: 13, count: octets.count - 13)
    let split = SessionEvent.splitPath(range, of: octets.span)
    let found = try #require(split)
    #expect(String(decoding: octets[found.path.indices], as: UTF8.self) == path)
    #expect(String(decoding: octets[found.parameters.indices], as: UTF8.self) == parameters)
  }
}
