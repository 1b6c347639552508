// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `samples/` and its README, which says of each file where it comes from.
enum Samples {
  /// Sentences for files that no row covers and rows that cover nothing. A row is a table row
  /// whose first cell is a path in back-ticks; `*` in it stands for any run of characters.
  static func differences(paths: [String], readme: String) -> [String] {
    let rows = readme.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("| `"), let cell = line.split(separator: "|").first else { return nil }
      return cell.trimmed
    }
    let unlisted = paths.filter { path in !rows.contains { matches($0[...], path[...]) } }
    let vain = rows.filter { row in !paths.contains { matches(row[...], $0[...]) } }
    return unlisted.map { "\($0) is not listed" } + vain.map { "\($0) is listed in vain" }
  }

  static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      let rest = pattern.dropFirst()
      return matches(rest, text) || (!text.isEmpty && matches(pattern, text.dropFirst()))
    }
    return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
  }

  /// IPv4 addresses in `text` that lie outside the blocks for documentation (RFC 5737 section 3),
  /// loopback, and private networks.
  static func publicAddresses(in text: String) -> [String] {
    let candidates = text.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }
    return candidates.filter { candidate in
      let parts = candidate.split(separator: ".", omittingEmptySubsequences: false)
        .map { UInt8($0) }
      guard parts.count == 4, let first = parts[0], let second = parts[1], let third = parts[2],
        parts[3] != nil
      else { return false }
      switch (first, second, third) {
      case (192, 0, 2), (198, 51, 100), (203, 0, 113): return false
      case (0, _, _), (10, _, _), (127, _, _), (192, 168, _): return false
      default: return true
      }
    }.map(String.init)
  }

  /// Top-level domains that are in use; names below them may belong to somebody.
  static let publicTopLevels: Set<String> = [
    "com", "net", "org", "edu", "gov", "mil", "info", "biz", "io", "de", "uk", "us", "fr", "nl",
    "eu", "ch", "at", "au", "ca", "jp", "cn", "ru", "se", "no", "dk", "fi", "it", "es", "br",
    "in", "me", "app", "dev", "cloud", "email",
  ]
  /// Parts of names that may stand in samples: reserved ones (RFC 2606 section 3), public host
  /// names of providers and name services that the log's own programs name, and source files.
  static let allowedEndings = [
    "example.com", "example.net", "example.org", "google.com", "outlook.com", "yahoodns.net",
    "amazonses.com", "mailgun.net", "mimecast.com", "quad9.net", "one.one.one.one",
    "cloudflare-dns.com", "dns.google", "surbl.org",
  ]

  /// Host names in `text` that could be somebody's and are not allowed.
  static func foreignNames(in text: String) -> [String] {
    let candidates = text.lowercased().split {
      !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-")
    }
    return candidates.compactMap { candidate -> String? in
      let labels = candidate.split(separator: ".", omittingEmptySubsequences: false)
      guard labels.count > 1, let last = labels.last, publicTopLevels.contains(String(last)),
        labels.allSatisfy({ !$0.isEmpty }),
        !allowedEndings.contains(where: { candidate == $0 || candidate.hasSuffix("." + $0) })
      else { return nil }
      return String(candidate)
    }
  }
}

@Suite struct SamplesTests {
  @Test func `each sample is listed with its origin`() throws {
    let paths = Repository.files(below: "samples").map { String($0.dropFirst(8)) }
      .filter { $0 != "README.md" }
    let readme = try Repository.text("samples/README.md")
    #expect(Samples.differences(paths: paths, readme: readme) == [])
    let bad = Samples.differences(
      paths: ["logs/a", "logs/b"], readme: "| `logs/a*` | x |\n| `logs/c` | y |\n")
    #expect(bad == ["logs/b is not listed", "logs/c is listed in vain"])
  }

  @Test func `log samples name nobody but reserved names and addresses`() throws {
    for path in Repository.files(below: "samples/logs") where !path.hasSuffix(".gz") {
      let text = try Repository.text(path)
      #expect(Set(Samples.publicAddresses(in: text)) == [], "\(path)")
      #expect(Set(Samples.foreignNames(in: text)) == [], "\(path)")
    }
    #expect(Samples.publicAddresses(in: "a [8.8.8.8] b 192.0.2.1 1.2.3 256.1.1.1") == ["8.8.8.8"])
    let names = "mx.somebody.com mail.example.com a.example Session.cpp mx1.google.com x@b.de"
    #expect(Samples.foreignNames(in: names) == ["mx.somebody.com", "b.de"])
  }
}
