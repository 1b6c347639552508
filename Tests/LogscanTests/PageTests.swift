// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import Reports
import TestSupport
import Testing

@testable import logscan

/// The page as a file: what a browser would hold against it, without a browser. `Scripts/check-page` asks a real one.
@Suite struct PageTests {
  private static let page: String = {
    let arguments = [
      "report", "-q", "-f", "html", "--utc", "--year", "2018", Repository.sample("logs"),
    ]
    return (try? BuiltProgram.logscan.run(arguments).output) ?? ""
  }()

  /// What stands between two texts, each time they occur.
  private func parts(between begin: String, and end: String, of text: String) -> [Substring] {
    text.split(separator: begin, omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstRange(of: end).map { part[..<$0.lowerBound] }
    }
  }

  @Test(arguments: ["style", "script"])
  func `the page allows just the style and the script that it has`(name: String) throws {
    let texts = parts(between: "<\(name)>", and: "</\(name)>", of: Self.page)
    try #require(texts.count == 1)
    let digest = try #require(SHA256())
    digest.begin()
    digest.write(Array(texts[0].utf8).span)
    let hash = Base64.encoded(digest.octets())
    let policy = try #require(
      parts(between: "Content-Security-Policy\" content=\"", and: "\"", of: Self.page).first)
    #expect(policy.contains("\(name)-src 'sha256-\(hash)'"))
    #expect(policy.hasPrefix("default-src 'none';"))
  }

  @Test func `nothing is styled, run or fetched but by that`() {
    let body = Self.page.split(separator: "</style>", maxSplits: 1).last ?? ""
    let tags = parts(
      between: "<", and: ">", of: String(body.split(separator: "<script>").first ?? ""))
    #expect(tags.count > 1000)
    for tag in tags where !tag.hasPrefix("/") {
      let names = tag.split(separator: "=").dropLast().compactMap { $0.split(separator: " ").last }
      for name in names {
        #expect(name != "style" && name != "src" && !name.hasPrefix("on"), "\(tag)")
        if name == "href" { #expect(tag.contains("href=\"#"), "\(tag)") }
      }
    }
  }

  @Test func `every link leads somewhere, and no address stands twice`() {
    let ids = parts(between: " id=\"", and: "\"", of: Self.page)
    let known = Set(ids)
    #expect(known.count == ids.count)
    let links = parts(between: "href=\"#", and: "\"", of: Self.page)
    #expect(links.count > 100)
    for link in links { #expect(known.contains(link), "\(link)") }
  }

  @Test func `alarms come with the transcripts that prove them`() {
    #expect(Self.page.contains("<li id=\"f1\"><span class=\"badge alarm\">"))
    let transcripts = parts(
      between: "<details class=\"transcript\">", and: "</details>", of: Self.page)
    #expect(transcripts.count > 10)
    #expect(transcripts.allSatisfy { $0.contains("<td>C</td>") || $0.contains("<td>--</td>") })
  }

  @Test func `the title begins with the verdict`() {
    let title = parts(between: "<title>", and: "</title>", of: Self.page).first ?? ""
    #expect(
      title.contains("4 alarms: uni.example delivered mail in the clear after a failed handshake"))
  }

  @Test(arguments: [
    "versions", "verification", "plaintext", "adoption", "endings", "refusals", "durations",
    "sizes", "hours",
  ])
  func `each chart has a title, a sentence for those who do not see it, and its table`(name: String)
  {
    let figure = parts(between: "<figure id=\"c-\(name)\">", and: "</figure>", of: Self.page).first
    guard let figure else { return #expect(Bool(false), "there is no chart \(name)") }
    #expect(figure.contains("<figcaption><h3>"))
    let label = parts(between: "role=\"img\" aria-label=\"", and: "\"", of: String(figure)).first
    #expect((label?.count ?? 0) > 20)
    #expect(figure.contains("<details><summary>Data: "))
    #expect(parts(between: "<tr>", and: "\n", of: String(figure)).count > 2)
  }

  @Test func `the page gives no advice about the command line`() {
    let body = Self.page.split(separator: "</style>", maxSplits: 1).last ?? ""
    let text = parts(between: ">", and: "<", of: String(body.split(separator: "<script>")[0]))
    #expect(text.count > 1000)
    // Transcripts and reasons quote what a server said; an option has two hyphens and a letter.
    let advice = text.filter { part in
      // Where a year comes from is not advice.
      part != "sessions, year from --year"
        && (part.contains("logscan report -") || part.contains("logscan show")
          || part.contains("--where")
          || part.firstRange(of: /(^|[ (])--[a-z]/) != nil)
    }
    #expect(advice.isEmpty, "\(advice.prefix(3))")
  }

  @Test func `measured mail has a part of its own`() throws {
    try withTemporaryFolder { folder in
      let measured = try BuiltProgram.logscan.run([
        "mime", "measure", "-q", "-o", folder.path("mail.json"), Repository.sample("messages"),
      ])
      try #require(measured.exitCode == 0, "\(measured.error)")
      let log = Repository.sample("logs/inbound-2018.log")
      let result = try BuiltProgram.logscan.run([
        "report", "-q", "-f", "html", "--utc", "--year", "2018", "--measure",
        folder.path("mail.json"), log,
      ])
      let mail = parts(between: "<section id=\"mail\"", and: "</section>", of: result.output)
      #expect(mail.count == 1)
      for text in ["base64 adds ", "id=\"c-encodings\"", "quoted-printable", "By sender", "CO2e"] {
        #expect(mail.first?.contains(text) == true, "\(text)")
      }
      let wrong = try BuiltProgram.logscan.run([
        "report", "-q", "--measure", folder.path("mail.json"), log,
      ])
      #expect(wrong.exitCode == 2)
      #expect(wrong.error.contains("--measure is about the page"))
    }
  }

  /// A page of many providers, a third of them in the clear, half of these with names to stumble over.
  @Test func `a thousand providers fit into half a megabyte, and no name is markup`() throws {
    try withTemporaryFolder { folder in
      let visits = (0..<1500).map { number -> NightLogs.Visit in
        let place = number % 1000
        let odd = [
          "<script>alert(1)</script>", "\u{202E}gnp.exe", String(repeating: "x", count: 230),
        ]
        let host =
          place % 6 == 0
          ? "mx\(place).\(odd[place / 6 % 3]).example" : "mx.provider\(place).example"
        return NightLogs.Visit(
          host: host, address: number % 250 + 1, isEncrypted: place % 3 != 0, quits: place % 4 != 0)
      }
      let log = try folder.write(
        NightLogs.records(day: "20261123", visits, firstThread: 1000).joined(), to: "many.log")
      let result = try BuiltProgram.logscan.run(["report", "-q", "-f", "html", "--utc", log])
      #expect(result.exitCode == 0, "\(result.error)")
      #expect(result.output.utf8.count < 500_000)
      #expect(parts(between: "<tbody id=\"p-", and: "\"", of: result.output).count > 800)
      #expect(!result.output.contains("<script>alert"))
      #expect(result.output.contains("&lt;script&gt;alert"))
      #expect(!result.output.contains("\u{202E}"))
    }
  }

  @Test func `the page of a log without sessions says so`() throws {
    try withTemporaryFolder { folder in
      try folder.write("", to: "empty.log")
      let result = try BuiltProgram.logscan.run([
        "report", "-q", "-f", "html", folder.path("empty.log"),
      ])
      #expect(result.output.contains("<p class=\"state\">No session was logged.</p>"))
    }
  }
}

/// Base64 (RFC 4648 section 4), for the tests alone.
private enum Base64 {
  static func encoded(_ octets: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: octets.count, by: 3) {
      let group = octets[start..<min(start + 3, octets.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text += place <= group.count ? String(alphabet[bits >> (18 - 6 * place) & 63]) : "="
      }
    }
    return text
  }
}
