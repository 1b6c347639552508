// SPDX-License-Identifier: Apache-2.0

/// Enhanced mail system status code, `class.subject.detail` (RFC 3463 section 2).
public struct EnhancedStatusCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 2, 4 or 5.
  public let statusClass: UInt16
  /// 0 to 999.
  public let subject: UInt16
  /// 0 to 999.
  public let detail: UInt16

  /// Makes a code from its three numbers; nil where RFC 3463 section 2 has no such code.
  public init?(_ statusClass: UInt16, _ subject: UInt16, _ detail: UInt16) {
    guard statusClass == 2 || statusClass == 4 || statusClass == 5, subject < 1000, detail < 1000
    else { return nil }
    self.statusClass = statusClass
    self.subject = subject
    self.detail = detail
  }

  /// The code as written in a reply, without blanks: `5.7.1`.
  public var description: String { "\(statusClass).\(subject).\(detail)" }

  /// Orders codes by class, then subject, then detail, each as a number.
  public static func < (a: EnhancedStatusCode, b: EnhancedStatusCode) -> Bool {
    (a.statusClass, a.subject, a.detail) < (b.statusClass, b.subject, b.detail)
  }
}

extension EnhancedStatusCode: FieldCoded {
  package static var blank: EnhancedStatusCode {
    EnhancedStatusCode(trusted: 2, 0, 0)
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var place = UInt64(Self.classes.firstIndex(of: statusClass) ?? 0)
    try archive.number(&place, upTo: UInt64(Self.classes.count - 1))
    var (subject, detail) = (UInt64(subject), UInt64(detail))
    try archive.number(&subject, upTo: 999)
    try archive.number(&detail, upTo: 999)
    self = EnhancedStatusCode(
      trusted: Self.classes[Int(place)], UInt16(subject), UInt16(detail))
  }

  private static let classes: [UInt16] = [2, 4, 5]

  private init(trusted statusClass: UInt16, _ subject: UInt16, _ detail: UInt16) {
    self.statusClass = statusClass
    self.subject = subject
    self.detail = detail
  }
}
