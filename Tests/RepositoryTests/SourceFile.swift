// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// A file of the tree as the repository's rules see it. Small made-up ones prove that each rule
/// can fail.
struct SourceFile {
  var path: String
  var text: String

  /// All Swift, C and header files below `folders`.
  static func all(below folders: [String]) throws -> [SourceFile] {
    try folders.flatMap { Repository.files(below: $0) }
      .filter { path in [".swift", ".c", ".h"].contains { path.hasSuffix($0) } }
      .map { SourceFile(path: $0, text: try Repository.text($0)) }
  }

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// Number of lines, a missing line end at the end of the file counted as one.
  var lineCount: Int { text.hasSuffix("\n") ? lines.count - 1 : lines.count }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The file's name without folder and ending.
  var stem: String { name.split(separator: ".").first.map(String.init) ?? name }

  /// `SessionLog` for `Sources/SessionLog/Lines/TextRange.swift`.
  var module: String {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }
}

/// Splits Swift text into code, comments and string literals, without understanding any more.
struct SwiftText {
  private(set) var code = ""
  private(set) var comments = ""

  init(_ text: String) {
    var rest = Array(text.utf8)[...]
    var codeOctets: [UInt8] = []
    var commentOctets: [UInt8] = []
    while let octet = rest.first {
      if rest.starts(with: "//".utf8) {
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        commentOctets += line + [UInt8(ascii: "\n")]
        rest = rest.dropFirst(line.count)
      } else if rest.starts(with: "/*".utf8) {
        let end = SwiftText.end(of: "*/", in: rest.dropFirst(2))
        commentOctets += rest[rest.startIndex..<end] + [UInt8(ascii: "\n")]
        rest = rest[end...]
      } else if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "#"),
        let end = SwiftText.endOfString(rest)
      {
        codeOctets += Array("\"\"".utf8)
        rest = rest[end...]
      } else {
        codeOctets.append(octet)
        rest = rest.dropFirst()
      }
    }
    code = String(decoding: codeOctets, as: UTF8.self)
    comments = String(decoding: commentOctets, as: UTF8.self)
  }

  /// The identifiers and keywords of the code, in order.
  var words: [Substring] {
    code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// Index behind the string literal that `rest` begins with, or nil when it begins with none.
  private static func endOfString(_ rest: ArraySlice<UInt8>) -> Int? {
    let pounds = rest.prefix { $0 == UInt8(ascii: "#") }.count
    let body = rest.dropFirst(pounds)
    let fence = String(repeating: "#", count: pounds)
    guard body.first == UInt8(ascii: "\"") else { return nil }
    if body.starts(with: "\"\"\"".utf8) {
      return end(of: "\"\"\"" + fence, in: body.dropFirst(3))
    }
    return end(of: "\"" + fence, in: body.dropFirst(), escapes: pounds == 0)
  }

  private static func end(
    of mark: String, in octets: ArraySlice<UInt8>, escapes: Bool = false
  ) -> Int {
    var rest = octets
    while !rest.isEmpty {
      if rest.starts(with: mark.utf8) { return rest.startIndex + mark.utf8.count }
      rest = rest.dropFirst(escapes && rest.first == UInt8(ascii: "\\") ? 2 : 1)
    }
    return rest.endIndex
  }
}
