// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Numbers as people read them. The same in every locale, so that two runs can be compared.
package enum NumberText {
  /// `412,601,773`.
  package static func grouped(_ count: some BinaryInteger) -> String {
    let digits = String(count.magnitude)
    var result = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// `412.6 MB`: powers of 1000, rounded to one decimal; what would read `1000.0` has the next unit.
  package static func octets(_ count: UInt64) -> String {
    if count < 1000 { return "\(count) B" }
    let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
    var scale: UInt64 = 1000
    for (index, unit) in units.enumerated() {
      // Halves go up; the sum cannot overflow, for the quotient is small by then.
      let tenths = count / (scale / 10) + (count % (scale / 10) * 2 >= scale / 10 ? 1 : 0)
      if tenths < 10_000 || index == units.count - 1 {
        return "\(tenths / 10).\(tenths % 10) \(unit)"
      }
      scale *= 1000
    }
    return "\(count) B"
  }

  /// `412.6 MB (412,601,773)`: human and exact.
  package static func octetsExactly(_ count: UInt64) -> String {
    count < 1000 ? octets(count) : "\(octets(count)) (\(grouped(count)))"
  }

  /// `99.8`, `100`, `~67`, or nothing where there is no denominator. See `Ratio.perMille`.
  package static func percent(_ ratio: Ratio) -> String {
    guard let perMille = ratio.perMille else { return "" }
    let tilde = ratio.isRough ? "~" : ""
    if perMille == 0 || perMille == 1000 { return "\(tilde)\(perMille / 10)" }
    // Tenths of a percent would claim too much of so few cases.
    if ratio.isRough { return "~\(min(99, max(1, (perMille + 5) / 10)))" }
    return "\(perMille / 10).\(perMille % 10)"
  }

  /// `1.371`: a quotient to three decimals, or nothing where there is no denominator.
  package static func factor(_ ratio: Ratio) -> String {
    guard ratio.whole > 0, ratio.part >= 0 else { return "" }
    let value = (Double(ratio.part) / Double(ratio.whole) * 1000).rounded()
    guard value < 1e15 else { return "more than 1e12" }
    let thousandths = UInt64(value)
    return "\(grouped(thousandths / 1000)).\(DecimalText.padded(thousandths % 1000, 3))"
  }

  /// `1 message`, `2,412 messages`.
  package static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
  }

  /// `986/988`.
  package static func fraction(_ ratio: Ratio) -> String {
    ratio.whole == 0 ? "" : "\(grouped(ratio.part))/\(grouped(ratio.whole))"
  }

  /// `0.142s`, `12.3s`, `4m05s`, `2h03m`, `3d04h`: a span of microseconds.
  package static func duration(_ microseconds: Int64) -> String {
    let sign = microseconds < 0 ? "-" : ""
    let total = microseconds.magnitude
    let milliseconds = total / 1000
    let seconds = total / 1_000_000
    switch seconds {
    case ..<10: return "\(sign)\(seconds).\(DecimalText.padded(milliseconds % 1000, 3))s"
    case ..<60: return "\(sign)\(seconds).\(milliseconds % 1000 / 100)s"
    case ..<3600: return "\(sign)\(seconds / 60)m\(DecimalText.padded(seconds % 60, 2))s"
    case ..<86_400: return "\(sign)\(seconds / 3600)h\(DecimalText.padded(seconds / 60 % 60, 2))m"
    default: return "\(sign)\(seconds / 86_400)d\(DecimalText.padded(seconds / 3600 % 24, 2))h"
    }
  }
}
