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
