// SPDX-License-Identifier: Apache-2.0

/// Punycode, in which domain names carry labels outside ASCII (RFC 3492). Decoding alone.
package enum Punycode {
  // RFC 3492 section 5
  private static let (base, tMin, tMax) = (36, 1, 26)
  private static let (skew, damp, initialBias, initialCode) = (38, 700, 72, 0x80)
  /// Longest label (RFC 1035 section 2.3.4): what is longer is none, and would take quadratic time.
  private static let limit = 63

  /// What a text stands for (RFC 3492 section 6.2); nil if it is not well-formed.
  package static func decoded(_ text: some BidirectionalCollection<UInt8>) -> [Unicode.Scalar]? {
    guard text.count <= limit, text.allSatisfy({ $0 < 0x80 }) else { return nil }
    var scalars: [Unicode.Scalar] = []
    var rest = text[...]
    if let delimiter = text.lastIndex(of: UInt8(ascii: "-")) {
      scalars = text[..<delimiter].map { Unicode.Scalar($0) }
      rest = text[text.index(after: delimiter)...]
    }
    var code = initialCode
    var bias = initialBias
    var place = 0
    while !rest.isEmpty {
      let before = place
      var weight = 1
      var k = base
      while true {
        guard let octet = rest.popFirst(), let digit = digit(octet) else { return nil }
        let (step, stepOverflow) = digit.multipliedReportingOverflow(by: weight)
        let (sum, sumOverflow) = place.addingReportingOverflow(step)
        if stepOverflow || sumOverflow { return nil }
        place = sum
        let threshold = min(max(k - bias, tMin), tMax)
        if digit < threshold { break }
        let (next, overflow) = weight.multipliedReportingOverflow(by: base - threshold)
        if overflow { return nil }
        weight = next
        k += base
      }
      let count = scalars.count + 1
      bias = adapted(place - before, count, isFirst: before == 0)
      let (sum, overflow) = code.addingReportingOverflow(place / count)
      guard !overflow, let value = UInt32(exactly: sum), let scalar = Unicode.Scalar(value) else {
        return nil
      }
      code = sum
      place %= count
      scalars.insert(scalar, at: place)
      place += 1
    }
    return scalars
  }

  /// RFC 3492 section 6.1.
  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var k = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      k += base
    }
    return k + (base - tMin + 1) * delta / (delta + skew)
  }

  private static func digit(_ octet: UInt8) -> Int? {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(octet - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(octet - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(octet - UInt8(ascii: "0")) + 26
    default: nil
    }
  }
}

/// Internationalised domain names (RFC 5890): one name, whether spelled in A-labels or U-labels.
package enum InternationalName {
  private static let prefix = Array("xn--".utf8)

  /// Whether some label may be an A-label.
  package static func mayHaveALabel(_ name: [UInt8]) -> Bool {
    guard name.count > prefix.count else { return false }
    return name.indices.contains { index in
      name[index] == UInt8(ascii: "x") && (index == 0 || name[index - 1] == UInt8(ascii: "."))
        && name[index...].starts(with: prefix)
    }
  }

  /// The name, in lower case, with its A-labels as U-labels; what only looks like one stays as it is.
  package static func inULabels(_ name: [UInt8]) -> [UInt8] {
    guard mayHaveALabel(name) else { return name }
    let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return Array(labels.map(uLabel).joined(separator: [UInt8(ascii: ".")]))
  }

  package static func inULabels(_ name: String) -> String {
    String(decoding: inULabels(Array(name.utf8)), as: UTF8.self)
  }

  private static func uLabel(_ label: ArraySlice<UInt8>) -> [UInt8] {
    guard label.starts(with: prefix), let scalars = Punycode.decoded(label.dropFirst(prefix.count)),
      scalars.contains(where: { !$0.isASCII }), scalars.allSatisfy(isOfLabels)
    else { return Array(label) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Array(String(text).utf8)
  }

  /// Roughly the characters of RFC 5892 section 2: no capitals, no blanks, no control characters, nothing
  /// that looks like a dot.
  private static func isOfLabels(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.generalCategory == .lowercaseLetter
        || scalar.properties.generalCategory == .decimalNumber || scalar == "-"
    }
    return switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      true
    default: scalar == "\u{B7}" || scalar == "\u{30FB}"
    }
  }
}
