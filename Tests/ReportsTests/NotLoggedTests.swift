// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import Reports
import SessionLog
import TestSupport
import Testing

/// Not logged is not zero, in every format.
@Suite struct NotLoggedTests {
  @Test(arguments: [
    (LoggedOctets(0, of: 0, without: 0), "0 B", "0"),
    (LoggedOctets(1500, of: 1, without: 0), "1.5 kB", "1500"),
    (LoggedOctets(0, of: 1, without: 0), "0 B", "0"),
    (LoggedOctets(0, of: 3, without: 3), "not logged", ""),
    (LoggedOctets(1500, of: 3, without: 2), "≥ 1.5 kB", "1500"),
  ])
  func `octets are as many as are logged`(octets: LoggedOctets, text: String, value: String) {
    let table = Table(
      name: "t", columns: [.text("name"), .init("octets")], rows: [[.text("a"), .octets(octets)]])
    let report = Report(
      title: "t", sections: [.init(name: "s", title: "", blocks: [.table(table)])])
    #expect(TextRenderer(width: 80).render(report).contains(text))
    #expect(MarkdownRenderer().render(report).contains("| \(text) |"))
    #expect(HTMLRenderer().render(report).contains(">\(text)<"))
    #expect(CSVRenderer.text(FlatTable(table)) == "name,octets\r\na,\(value)\r\n")
    #expect(CSVRenderer().render(report).hasSuffix("s,t,a,octets,\(value),\r\n"))
  }

  /// A message of a build that logged neither commands nor parameters nor sizes, and one whose facts are logged.
  private static func tally(logged: Bool, _ change: (inout ProviderTally) -> Void = { _ in })
    -> ProviderTally
  {
    var tally = ProviderTally(
      provider: Provider(kind: .domain, key: "a.example"), direction: .inbound)
    tally.sessions = 1
    tally.greeted = 1
    tally.delivering = 1
    tally.messages = 1
    if logged {
      tally.octets = 900
      tally.transfer.messages.add(.data)
      tally.transfer.dataOctets = 900
      tally.transfer.bodies.add(.unstated)
      tally.endingsDelivering.add(.quit)
      tally.quitDelivering = 1
    } else {
      tally.messagesWithoutOctets = 1
      tally.quitUntold = 1
    }
    change(&tally)
    return tally
  }

  @Test func `numbers of a tally that the log does not state are null`() throws {
    func json(_ tally: ProviderTally) throws -> StrictJSON {
      var writer = JSONWriter()
      TallyJSON.write(tally, times: { _ in "" }, into: &writer)
      return try StrictJSON(writer.octets)
    }
    let (known, unknown) = (
      try json(Self.tally(logged: true)), try json(Self.tally(logged: false))
    )
    let places = [
      ["octets"], ["quitDelivering"], ["quitByClient"], ["smtputf8"], ["body", "unstated"],
      ["transfer", "DATA"], ["transfer", "BDAT"], ["transfer", "octetsDATA"],
      ["transfer", "octetsBDAT"], ["transfer", "chunks"], ["transfer", "multiChunk"],
    ]
    for place in places {
      let values = [known, unknown].map { json in
        place.reduce(Optional(json)) { $0?[$1] }
      }
      #expect(values[0]?.integer != nil, "\(place)")
      #expect(values[1] == .null, "\(place)")
    }
    let encrypted = try json(
      Self.tally(logged: false) {
        $0.tls.states.add(.encrypted)
        $0.tls.verificationUntold = 1
        $0.tls.forwardSecrecy.add(.unknown)
      })
    #expect(encrypted["tls"]?["verified"]?["pkix"] == .null)
    #expect(encrypted["tls"]?["certificates"]?["good"] == .null)
    #expect(encrypted["tls"]?["forwardSecrecy"] == .null)
  }

  @Test(
    arguments: [
      (encrypted: 0, plain: 0, failed: 0, weak: 0, secret: 0, nil),
      (0, 5, 0, 0, 0, SecurityGrade.none), (0, 0, 5, 0, 0, .failing), (1, 99, 0, 0, 1, .partial),
      (99, 1, 0, 0, 99, .partial), (5, 0, 1, 0, 5, .risky), (5, 0, 0, 1, 5, .risky),
      (5, 0, 0, 0, 4, .encrypted), (5, 0, 0, 0, 5, .forwardSecret),
    ] as [(encrypted: Int, plain: Int, failed: Int, weak: Int, secret: Int, SecurityGrade?)])
  func `a rating follows the weakest sessions`(
    encrypted: Int, plain: Int, failed: Int, weak: Int, secret: Int, grade: SecurityGrade?
  ) {
    var tally = ProviderTally(
      provider: Provider(kind: .domain, key: "a.example"), direction: .inbound)
    // Clients that were refused at connect come on top.
    tally.sessions = encrypted + plain + failed + 3
    tally.greeted = encrypted + plain + failed
    tally.tls.states.add(.encrypted, encrypted)
    tally.tls.states.add(.failed, failed)
    tally.tls.states.add(.plaintext, plain + 3)
    tally.tls.weak = weak
    tally.tls.forwardSecrecy.add(.yes, secret)
    #expect(SecurityGrade(tally) == grade)
  }

  @Test func `what a separated format holds is what its header says`() {
    let table = Table(
      name: "t",
      columns: [
        .text("Name"), .init("TLS%"), .init("in"), .init("in%"), .init("%"),
        Table.Column("enc%").named("encrypted sessions"),
      ],
      rows: [
        [
          .text("a"), .share(1, of: 2), .count(3), .share(3, of: 4), .share(5, of: 6),
          .share(7, of: 8),
        ]
      ])
    #expect(
      FlatTable(table).header == [
        "Name", "TLS", "TLS of", "in", "in part", "in part of", "cases", "cases of",
        "encrypted sessions", "encrypted sessions of",
      ])
    #expect(FlatTable(table).rows == [["a", "1", "2", "3", "3", "4", "5", "6", "7", "8"]])
  }
}
