// SPDX-License-Identifier: Apache-2.0

/// Paths as text, in reports and messages. A name may hold any octets but NUL and the slash.
package enum PathText {
  /// The path as it stands if it is UTF-8. In any other, each octet that is not UTF-8, and each backslash, is written `\xFF`: two
  /// names never look the same, and `printf %b` gives the name back.
  package static func of(_ path: some Collection<UInt8>) -> String {
    String(validating: path, as: UTF8.self) ?? escaped(Array(path))
  }

  private static func escaped(_ path: [UInt8]) -> String {
    var text = ""
    var index = 0
    while index < path.count {
      let character = (1...4).lazy.filter { index + $0 <= path.count }
        .compactMap { String(validating: path[index..<(index + $0)], as: UTF8.self) }.first
      if let character, path[index] != UInt8(ascii: "\\") {
        text += character
        index += character.utf8.count
      } else {
        let digits = String(path[index], radix: 16, uppercase: true)
        text += "\\x" + (digits.count < 2 ? "0" : "") + digits
        index += 1
      }
    }
    return text
  }
}
