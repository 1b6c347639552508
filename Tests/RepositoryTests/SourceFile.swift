// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// A file of the tree as the repository's rules see it. Small made-up ones prove that each rule
/// can fail.
struct SourceFile {
  var path: String
  var text: String

  /// All Swift, C and header files below `folders`, which are among `folders` of the tree.
  static func all(below folders: [String]) throws -> [SourceFile] {
    try tree.get().filter { file in folders.contains { file.path.hasPrefix($0 + "/") } }
  }

  /// Read once, since every rule looks at all files.
  private static let tree = Result {
    try ["Sources", "Tests", "Benchmarks", "Fuzz"].flatMap { Repository.files(below: $0) }
      .filter { path in [".swift", ".c", ".h"].contains { path.hasSuffix($0) } }
      .map { SourceFile(path: $0, text: try Repository.text($0)) }
  }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// Number of lines, a missing line end at the end of the file counted as one.
  var lineCount: Int { text.hasSuffix("\n") ? lines.count - 1 : lines.count }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The file's name without folder and ending.
  var stem: String { name.split(separator: ".").first.map(String.init) ?? name }

  /// `SessionLog` for `Sources/SessionLog/Framing/TextRange.swift`.
  var module: String {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }
}

/// Splits Swift text into code, comments and string literals, without understanding any more.
struct SwiftText {
  private(set) var code = ""
  private(set) var comments = ""
  /// The string literals, each on a line of its own.
  private(set) var literals = ""

  init(_ text: String) {
    let octets = Array(text.utf8)
    var codeOctets: [UInt8] = []
    var commentOctets: [UInt8] = []
    var literalOctets: [UInt8] = []
    var place = 0
    while place < octets.count {
      switch octets[place] {
      case UInt8(ascii: "/") where SwiftText.has("//", in: octets, at: place):
        let end = octets[place...].firstIndex(of: UInt8(ascii: "\n")) ?? octets.count
        commentOctets += octets[place..<end] + [UInt8(ascii: "\n")]
        place = end
      case UInt8(ascii: "/") where SwiftText.has("/*", in: octets, at: place):
        let end = SwiftText.end(of: "*/", in: octets, from: place + 2)
        commentOctets += octets[place..<end] + [UInt8(ascii: "\n")]
        place = end
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        guard let end = SwiftText.endOfString(octets, at: place) else { fallthrough }
        codeOctets += Array("\"\"".utf8)
        literalOctets += octets[place..<end] + [UInt8(ascii: "\n")]
        place = end
      default:
        codeOctets.append(octets[place])
        place += 1
      }
    }
    code = String(decoding: codeOctets, as: UTF8.self)
    comments = String(decoding: commentOctets, as: UTF8.self)
    literals = String(decoding: literalOctets, as: UTF8.self)
  }

  /// The identifiers and keywords of the code, in order.
  var words: [String] {
    code.utf8.split { octet in
      !((97...122).contains(octet) || (65...90).contains(octet) || (48...57).contains(octet)
        || octet == UInt8(ascii: "_") || octet > 127)
    }.map { String(Substring($0)) }
  }

  /// Index behind the string literal that begins at `place`, or nil when none does.
  private static func endOfString(_ octets: [UInt8], at place: Int) -> Int? {
    let pounds = octets[place...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = place + pounds
    let fence = String(repeating: "#", count: pounds)
    guard has("\"", in: octets, at: quote) else { return nil }
    if has("\"\"\"", in: octets, at: quote) {
      return end(of: "\"\"\"" + fence, in: octets, from: quote + 3)
    }
    return end(of: "\"" + fence, in: octets, from: quote + 1, escapes: pounds == 0)
  }

  private static func has(_ mark: String, in octets: [UInt8], at place: Int) -> Bool {
    octets[min(place, octets.count)...].starts(with: mark.utf8)
  }

  /// Index behind the next `mark`, or behind the last octet.
  private static func end(
    of mark: String, in octets: [UInt8], from start: Int, escapes: Bool = false
  ) -> Int {
    var place = min(start, octets.count)
    let first = mark.utf8.first
    while place < octets.count {
      if octets[place] == first, has(mark, in: octets, at: place) {
        return place + mark.utf8.count
      }
      place += escapes && octets[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return octets.count
  }
}
