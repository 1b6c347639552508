// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// How many columns of a terminal a text takes, and text made safe for one.
///
/// Widths follow Unicode Standard Annex 11: East Asian wide and full-width characters take two
/// columns, combining marks none. Log text comes from strangers: a control character in it must
/// reach a terminal as a picture of itself, never as an order to it.
package enum DisplayWidth {
  package static func of(_ text: some StringProtocol) -> Int {
    var sum = 0
    for character in text { sum += of(character) }
    return sum
  }

  package static func of(_ character: Character) -> Int {
    var widest = 0
    for scalar in character.unicodeScalars {
      // Variation selector 16 asks for the emoji form, which is wide.
      if scalar.value == 0xFE0F { return 2 }
      widest = max(widest, of(scalar))
    }
    return widest
  }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(value) { return 0 }
    return wide.contains { $0.contains(value) } || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// Blocks whose characters are wide or full-width in Unicode's EastAsianWidth.txt.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF,
    0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]

  /// The text with control characters as pictures (`␛`), and what would not be seen, or would put other characters
  /// out of their order, by its number (`<U+202E>`).
  package static func printable(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case 0x80..<0xA0: result.append("\u{FFFD}")
      // Emoji are joined by it.
      case 0x200D where result.last?.properties.isEmojiPresentation == true:
        result.append(scalar)
      case 0xA0... where scalar.isInvisible:
        result.append(contentsOf: "<U+\(scalar.number)>".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text cut to `width` columns, the cut marked by `…`.
  package static func cut(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    guard width > 0 else { return "" }
    var result = ""
    var used = 1
    for character in text {
      used += of(character)
      if used > width { break }
      result.append(character)
    }
    return result + "…"
  }

  /// The end of the text, in `width` columns, the cut marked by `…`.
  package static func cutBeginning(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    guard width > 0 else { return "" }
    var rest = text[...]
    var used = 1 + of(text)
    while used > width, let first = rest.popFirst() { used -= of(first) }
    return "…" + rest
  }

  /// Beginning and end of the text in `width` columns, the cut marked by `…`.
  package static func cutMiddle(_ text: String, to width: Int) -> String {
    if of(text) <= width { return text }
    guard width > 2 else { return cut(text, to: width) }
    // Both halves have a mark where they are cut; one of the two is taken off.
    let beginning = cut(text, to: width / 2 + 1)
    let end = cutBeginning(text, to: width - of(beginning) + 1)
    return beginning + end.dropFirst()
  }

  /// The text with blanks up to `width` columns.
  package static func pad(_ text: String, to width: Int, _ alignment: TextAlignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - of(text)))
    return alignment == .left ? text + blanks : blanks + text
  }

  /// Breaks a text into lines of at most `width` columns: at blanks, or anywhere in a word that is
  /// wider than a line. Runs of blanks survive only in a text that needs no breaking.
  package static func lines(of text: String, width: Int) -> [String] {
    let width = max(2, width)
    if !text.isEmpty, of(text) <= width { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      var word = word[...]
      var wordWidth = of(word)
      if used > 0, used + 1 + wordWidth <= width {
        line += " " + word
        used += 1 + wordWidth
        continue
      }
      if used > 0 {
        lines.append(line)
        line = ""
        used = 0
      }
      while wordWidth > width {
        let head = prefix(of: word, width: width)
        lines.append(String(head))
        word = word[head.endIndex...]
        wordWidth = of(word)
      }
      line = String(word)
      used = wordWidth
    }
    if used > 0 { lines.append(line) }
    return lines
  }

  private static func prefix(of text: Substring, width: Int) -> Substring {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      used += of(text[end])
      if used > width { break }
      end = text.index(after: end)
    }
    return text[..<end]
  }
}
