// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// Words of the page that several of its parts use.
enum PageText {
  /// `12.3`, `100`, `0.04`: a percentage with as many decimals as it needs.
  static func percent(_ value: Double) -> String {
    if value <= 0 { return "0" }
    if value >= 100 { return "100" }
    let digits = value < 1 ? 2 : 1
    let scale = digits == 2 ? 100.0 : 10.0
    // What is not nothing, or not everything, must not read so.
    let most = digits == 2 ? 99.0 : 999.0
    let number = UInt64(min(most, max(1, (value * scale).rounded())))
    let whole = number / UInt64(scale)
    let rest = DecimalText.padded(number % UInt64(scale), digits)
    return "\(whole).\(rest)"
  }

  /// The same of a share; a dash where there is nothing that it is a share of.
  static func percent(_ ratio: Ratio) -> String {
    ratio.whole > 0 ? percent(100 * Double(ratio.part) / Double(ratio.whole)) : "–"
  }

  /// An address within the page: lower-case letters, digits and hyphens of a name, made unique by a number.
  static func slug(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
      case "A"..."Z": result += String(scalar).lowercased()
      default: if !result.hasSuffix("-") { result += "-" }
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    while result.hasPrefix("-") { result.removeFirst() }
    return String(result.prefix(40))
  }
}
