// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

@Suite struct FilterTests {
  private static let session = Session(
    .inbound, id: 0xAB, at: 1_000, peer: "mta1.bigmail.example", address: "203.0.113.9",
    helo: "Mail.BigMail.Example"
  ).with {
    $0.encrypt("TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256", bits: 128)
    $0.deliver(from: "\"a b\"@s.example", octets: 25_000, by: .bdat, body: .binaryMIME)
    $0.deliver(from: "", octets: 5)
    $0.refuse(.rcptTo, 550, EnhancedStatusCode(5, 1, 1), "bad recipient")
    $0.offences = [.pipelining]
  }

  @Test(arguments: [
    ("tls=encrypted", true), ("tls!=encrypted", false), ("TLS=none", false),
    ("tls=plaintext or messages>1", true), ("messages>2", false), ("messages>=2", true),
    ("octets>25k", true), ("octets<=25k", false), ("octets=25005", true),
    ("quit", true), ("not quit", false), ("quit=false", false), ("verified!=yes", true),
    ("transfer=bdat and transfer=data", true), ("transfer!=bdat", false),
    ("body=binarymime", true), ("body=8bitmime", false), ("smtputf8", false),
    ("code=550", true), ("code!=550", false), ("code>=400 and code<500", false),
    ("refusals=1 and offences=1", true), ("offence=pipelining-error", true),
    ("provider=bigmail.example", true), ("provider~big*", true), ("provider~big", false),
    ("peer~*.bigmail.example", true), ("helo=mail.bigmail.example", true),
    ("address=203.0.113.9", true), ("direction=in", true), ("direction=outbound", false),
    ("ended=quit", true), ("version=TLSv1.2 and bits<256", true), ("cipher~*GCM*", true),
    ("from=\"\"", true), ("from=\"\\\"a b\\\"@s.example\"", true), ("to~*@rcpt.example", true),
    ("duration=2s", true), ("duration<1500ms", false), ("duration<1m", true),
    ("id=00000000000000ab", true), ("recipients=2", true), ("certificate=bad", false),
    ("not (tls=none or messages=0) and (quit)", true),
    ("tls=none and messages>0 or quit", true), ("tls=none and (messages>0 or quit)", false),
    ("not not quit", true), ("messages > 0", true), ("(quit)and(ehlo)", true),
    ("method=none", true), ("fallback", false), ("mismatch=no", true), ("chunks=1", true),
    ("offers=CHUNKING", false), ("records=0", true),
  ])
  func `expressions hold as they read`(text: String, holds: Bool) throws {
    var filter = SessionFilter()
    filter.condition = try WhereExpression(parsing: text)
    var directory = ProviderDirectory()
    #expect(filter.admits(Self.session, in: &directory) == holds)
  }

  @Test(arguments: [
    ("", 1, WhereError.Reason.empty), ("   ", 1, .empty), ("tls", 1, .missingComparison(.tls)),
    ("quit and", 9, .unexpectedEnd), ("messages>", 10, .unexpectedEnd),
    ("colour=red", 1, .unknownField("colour")),
    ("quit or tls=blue", 13, .unsuitableValue("blue", .tls)),
    ("messages>many", 10, .unsuitableValue("many", .messages)),
    ("messages>-1", 10, .unsuitableValue("-1", .messages)),
    ("octets>99999999999999999999", 8, .unsuitableValue("99999999999999999999", .octets)),
    ("octets>9999999999999999k", 8, .unsuitableValue("9999999999999999k", .octets)),
    ("peer<x", 5, .unsuitableOperator("<", .peer)), ("tls~x", 4, .unsuitableOperator("~", .tls)),
    ("(quit", 1, .unclosedParenthesis), ("quit)", 5, .unexpected(")")),
    ("quit quit", 6, .unexpected("quit")), ("from=\"a", 6, .unclosedQuote),
    ("quit ! ehlo", 6, .unexpected("!")), ("= 3", 1, .unexpected("=")),
    ("messages>=<3", 11, .unexpected("<")), ("quit=maybe", 6, .unsuitableValue("maybe", .quit)),
  ])
  func `an expression that cannot be understood says where and why`(
    text: String, column: Int, reason: WhereError.Reason
  ) {
    let error = WhereError(column: column, reason: reason)
    #expect(throws: error) { try WhereExpression(parsing: text) }
    #expect(error.description.hasPrefix("column \(column): "))
  }

  @Test func `deep nesting is refused, not a crash`() {
    let text = String(repeating: "(", count: 100_000) + "quit"
    #expect(throws: WhereError(column: 101, reason: .unexpected("("))) {
      try WhereExpression(parsing: text)
    }
  }

  @Test func `each field can be asked for and is explained`() throws {
    for field in SessionField.allCases {
      let text =
        switch field.kind {
        case .flag: field.rawValue
        case .number, .duration: "\(field.rawValue)>=0"
        case .word(let words): "\(field.rawValue)=\(words[0])"
        case .text: "\(field.rawValue)~*"
        }
      let expression = try WhereExpression(parsing: text)
      _ = expression.holds(for: Self.session, provider: .unknown)
      #expect(!field.meaning.isEmpty)
    }
  }

  @Test(arguments: [
    ("203.0.113.9", true), ("203.0.113.10", false), ("203.0.113.0/24", true), ("0.0.0.0/0", true),
    ("203.0.113.8/31", true), ("2001:db8::/32", false), ("bigmail.example", true),
    ("mta1.bigmail.example", true), ("mail.bigmail.example", true), ("mta?.*", true),
    ("mail.example", false), ("igmail.example", false),
  ])
  func `a peer is asked for by address, network or name`(text: String, matches: Bool) throws {
    var filter = SessionFilter()
    filter.peer = try PeerPattern(parsing: text)
    var directory = ProviderDirectory()
    #expect(filter.admits(Self.session, in: &directory) == matches)
  }

  @Test(arguments: [
    ("", PeerPattern.ParseError.empty), ("bigmail.example/24", .notAnAddress("bigmail.example")),
    ("203.0.113.0/33", .prefixLength("33", limit: 32)),
    ("2001:db8::/x", .prefixLength("x", limit: 128)),
  ])
  func `what is not a peer is refused`(text: String, error: PeerPattern.ParseError) {
    #expect(throws: error) { try PeerPattern(parsing: text) }
    #expect(!error.description.isEmpty)
  }

  @Test func `direction, provider and times leave sessions out`() {
    var directory = ProviderDirectory()
    let matches = { (change: (inout SessionFilter) -> Void) in
      var filter = SessionFilter()
      change(&filter)
      return filter.admits(Self.session, in: &directory)
    }
    #expect(SessionFilter().isEmpty)
    #expect(matches { _ in })
    #expect(!matches { $0.direction = .outbound })
    #expect(matches { $0.provider = Glob("BIGMAIL.*") })
    #expect(!matches { $0.provider = Glob("small*") })
    #expect(matches { $0.since = LogTimestamp(microseconds: 1_000_000_000) })
    #expect(!matches { $0.since = LogTimestamp(microseconds: 1_000_000_001) })
    #expect(!matches { $0.until = LogTimestamp(microseconds: 1_000_000_000) })
    #expect(matches { $0.until = LogTimestamp(microseconds: 1_000_000_001) })
  }

  @Test(arguments: [
    ("*", "", true), ("", "", true), ("", "a", false), ("a*c", "abbbc", true),
    ("a*c", "abcd", false),
    ("*a*b*", "xxaxxbxx", true), ("?", "", false), ("??", "ab", true), ("A?C", "abc", true),
    ("a**b", "ab", true), ("*.example", "m.example", true),
  ])
  func `globs match whole names`(pattern: String, text: String, matches: Bool) {
    #expect(Glob(pattern).matches(text) == matches)
  }
}
