// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

@Suite struct ProviderTests {
  private func provider(_ session: Session) -> Provider {
    var directory = ProviderDirectory()
    return directory.provider(of: session)
  }

  @Test(arguments: [
    ("mail-pf1-f169.google.com", Provider.Kind.alias, "Google"),
    ("GOOGLE.COM.", .alias, "Google"), ("notgoogle.com", .domain, "notgoogle.com"),
    ("eur01-he1-obe.outbound.protection.outlook.com", .alias, "Microsoft"),
    ("mta1.bigmail.example", .domain, "bigmail.example"),
    ("mx.dept.uni.co.uk", .domain, "uni.co.uk"),
    ("vm.compute-1.elsewhere.github.io", .domain, "github.io"),
    ("{mail.xn--bcher-kva.example, mail.bücher.example}", .domain, "bücher.example"),
    ("localhost", .domain, "localhost"),
  ])
  func `a confirmed name gives a known provider or its registered domain`(
    name: String, kind: Provider.Kind, shown: String
  ) {
    let found = provider(
      Session(.inbound, peer: name, address: "203.0.113.5", helo: "liar.example"))
    #expect(found.kind == kind)
    #expect(found.name == shown)
  }

  @Test(arguments: [
    ("mail.google.com", Provider.Kind.claimed, "google.com"),
    ("localhost", .network, "203.0.113.0/24"), ("[203.0.113.5]", .network, "203.0.113.0/24"),
    ("203.0.113.5", .network, "203.0.113.0/24"), ("mail.corp.local", .network, "203.0.113.0/24"),
    ("bad name.example", .network, "203.0.113.0/24"), ("", .network, "203.0.113.0/24"),
    ("a..example", .network, "203.0.113.0/24"), ("box.home.example", .claimed, "home.example"),
  ])
  func `an unconfirmed name is a claim, if it is plausible`(
    helo: String, kind: Provider.Kind, key: String
  ) {
    let found = provider(Session(.inbound, address: "203.0.113.5", helo: helo))
    #expect(found.kind == kind)
    #expect(found.key == key)
  }

  @Test(arguments: [
    ("mx.dept.uni.co.uk", "uni.co.uk"), ("uni.co.uk", "uni.co.uk"), ("co.uk", nil),
    ("a.b.c.example", "c.example"), ("example", nil), ("www.ck", "www.ck"),
    ("mx.shop.other.ck", "shop.other.ck"), ("mx.city.kawasaki.jp", "city.kawasaki.jp"),
    ("mx.os.hedmark.no", "hedmark.no"), ("", nil),
  ])
  func `the registered domain is found, asked for again or not`(name: String, domain: String?) {
    var domains = RegisteredDomains()
    let octets = Array(name.utf8)
    for _ in 1...2 {
      let start = domains.domain(of: octets)
      #expect(start.map { String(decoding: octets[$0...], as: UTF8.self) } == domain)
    }
  }

  @Test func `the verified name decides outbound, the confirmed one inbound`() {
    let outbound = Session(.outbound, peer: "mx.shop.example", verified: "mx.host.example")
    #expect(provider(outbound).key == "host.example")
    let inbound = Session(.inbound, peer: "mx.shop.example", verified: "mx.host.example")
    #expect(provider(inbound).key == "shop.example")
    let known = Session(.outbound, peer: "aspmx.l.google.com", verified: "mx.host.example")
    #expect(provider(known).name == "Google")
    #expect(provider(Session(.inbound, address: "bad")).kind == .unknown)
  }

  @Test func `the cache gives the same answers as a fresh look`() {
    var generator = Seed(3).generator
    var directory = ProviderDirectory()
    for id in 0..<2_000 {
      let session = generator.session(id: UInt64(id), hosts: 3_000)
      let found = directory.provider(of: session)
      guard id % 100 == 0 else { continue }
      var fresh = ProviderDirectory()
      #expect(found == fresh.provider(of: session))
    }
  }

  @Test(arguments: [
    ("203.0.113.77", "203.0.113.77", "203.0.113.0/24"),
    ("IPv6:2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:DB8::1", "2001:db8::1", "2001:db8::/64"), ("::1", "::1", "::/64"),
    ("::ffff:192.0.2.1", "192.0.2.1", "192.0.2.0/24"), ("1::", "1::", "1::/64"),
    ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1", "2001:0:0:1::/64"),
    ("64:ff9b::192.0.2.33", "64:ff9b::c000:221", "64:ff9b::/64"),
  ])
  func `addresses and their networks are written canonically`(
    text: String, shown: String, network: String
  ) throws {
    let address = try #require(IPAddress(text.utf8))
    #expect(address.description == shown)
    #expect(NetworkPrefix(ofPeer: address).description == network)
    #expect(NetworkPrefix(ofPeer: address).contains(address))
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2.3.4x", "1:2:3", "::1::", "1:2:3:4:5:6:7:8:9",
    "12345::", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7", "g::1", "::1.2.3", "1::2:3:4:5:6:7:8",
  ])
  func `what is not an address is not read as one`(text: String) {
    #expect(IPAddress(text.utf8) == nil)
  }
}

@Suite struct AliasTableTests {
  @Test(arguments: ["mail.xn--bcher-kva.example", "mail.bücher.example"])
  func `a suffix in A-labels holds names in either spelling`(name: String) throws {
    let text = "suffix,provider,source\nxn--bcher-kva.example,Books,me\n"
    var directory = ProviderDirectory(aliases: try AliasTable(parsing: text))
    #expect(directory.provider(of: Session(.inbound, peer: name)).name == "Books")
  }

  @Test(arguments: [
    ("mx1.x.example", "203.0.113.9", "Host"), ("mx1.x.example", "203.0.113.10", "Net"),
    ("", "203.0.113.200", "Net"), ("", "2001:db8:1::5", "Six"),
    ("mx1.x.example", "198.51.100.1", "x.example"), ("", "198.51.100.1", "198.51.100.0/24"),
  ])
  func `the smallest network of the table that holds an address decides`(
    name: String, address: String, provider: String
  ) throws {
    let rows = [
      "203.0.113.0/24,Net,me", "203.0.113.9,Host,me", "2001:DB8:0001::/48,Six,me",
      "elsewhere.example,Elsewhere,me",
    ]
    let table = try AliasTable(parsing: "suffix,provider,source\n" + rows.joined(separator: "\n"))
    #expect(table.rows.map(\.suffix).contains("2001:db8:1::/48"))
    var directory = ProviderDirectory(aliases: AliasTable.embedded.adding(table))
    let session = Session(.inbound, peer: name, address: address)
    #expect(directory.provider(of: session).name == provider)
  }

  @Test func `the embedded table is sorted, unique, sourced and large enough`() throws {
    let text = try Repository.text("Sources/ProviderFindings/Providers/Providers.csv")
    let table = try AliasTable(parsing: text)
    #expect(table == AliasTable.embedded)
    let suffixes = table.rows.map(\.suffix)
    #expect(suffixes == suffixes.sorted())
    #expect(suffixes.count >= 60)
    for name in ["Google", "Microsoft", "Amazon SES", "Mailgun", "Mimecast", "Proofpoint"] {
      #expect(table.rows.contains { $0.provider == name })
    }
  }

  @Test(arguments: [
    ("", 1, AliasTable.ParseError.Reason.missingHeader), ("suffix,provider\n", 1, .missingHeader),
    ("suffix,provider,source\na.example,A\n", 2, .wrongNumberOfFields(2)),
    ("suffix,provider,source\n\n# x\nA.example,A,s\n", 4, .invalidSuffix("A.example")),
    ("suffix,provider,source\na.example,,s\n", 2, .emptyProvider),
    ("suffix,provider,source\na.example,A,\n", 2, .emptySource),
    ("suffix,provider,source\na.example,\"A,s\n", 2, .unclosedQuote),
    (
      "suffix,provider,source\na.example,A,s\na.example,B,s\n", 3,
      .repeatedSuffix("a.example", firstLine: 2)
    ),
  ])
  func `a table that cannot be used says where and why`(
    text: String, line: Int, reason: AliasTable.ParseError.Reason
  ) {
    #expect(throws: AliasTable.ParseError(line: line, reason: reason)) {
      try AliasTable(parsing: text)
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
  func `lines end as any editor ends them, behind a byte order mark or none`(
    end: String, mark: String
  ) throws {
    let lines = ["suffix,provider,source", "", "# us", "a.example,A,s"]
    let table = try AliasTable(parsing: mark + lines.joined(separator: end) + end)
    #expect(table.rows.map(\.suffix) == ["a.example"])
    #expect(CSVLine.lines(of: mark + lines.joined(separator: end)).map(\.number) == [1, 4])
  }

  @Test func `an additional table adds suffixes and replaces others`() throws {
    let more = try AliasTable(
      parsing: "suffix,provider,source\r\nbigmail.example,\"Big \"\"Mail\"\", Inc\",us\r\n"
        + "google.com,Other,us\r\n")
    var directory = ProviderDirectory(aliases: AliasTable.embedded.adding(more))
    let big = directory.provider(of: Session(.inbound, peer: "mta1.bigmail.example"))
    #expect(big.name == "Big \"Mail\", Inc")
    #expect(directory.provider(ofName: "x.google.com")?.name == "Other")
    #expect(directory.provider(ofName: "x.gmail.com")?.name == "Google")
  }
}
