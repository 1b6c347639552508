// SPDX-License-Identifier: Apache-2.0

/// The name of a message in a Maildir: `UNIQUE[,S=octets][,W=octets][:2,FLAGS]`.
///
/// QUIRK: Dovecot and Courier put the message's size into the name, Dovecot also its size with CRLF line ends
/// (`W`). Dovecot believes these numbers and fails to read a message whose file has another size.
struct MaildirName: Equatable {
  private let name: [UInt8]

  init(_ name: [UInt8]) { self.name = name }

  /// Whether the name includes the size, or the size on the wire.
  var tellsSize: Bool { size != nil }
  var tellsWireSize: Bool { number(after: UInt8(ascii: "W")) != nil }
  /// The size that the name includes.
  var size: Int? { number(after: UInt8(ascii: "S")) }

  /// The name without the flags: what stays the same as long as the message does.
  var base: [UInt8] { Array(name[..<baseEnd]) }

  /// The name for a message that has these sizes now; numbers that the name does not include are not added.
  func telling(size: Int, wireSize: Int?) -> [UInt8] {
    let fields = name[..<baseEnd].split(separator: comma, omittingEmptySubsequences: false)
    let changed = fields.enumerated().map { index, field -> [UInt8] in
      guard index > 0, Self.value(of: field) != nil else { return Array(field) }
      switch field.first {
      case UInt8(ascii: "S"): return Array("S=\(size)".utf8)
      case UInt8(ascii: "W"): return wireSize.map { Array("W=\($0)".utf8) } ?? Array(field)
      default: return Array(field)
      }
    }
    return Array(changed.joined(separator: [comma])) + name[baseEnd...]
  }

  private var comma: UInt8 { UInt8(ascii: ",") }

  private var baseEnd: Int { name.firstIndex(of: UInt8(ascii: ":")) ?? name.count }

  private func number(after letter: UInt8) -> Int? {
    for field in name[..<baseEnd].split(separator: comma).dropFirst() where field.first == letter {
      if let value = Self.value(of: field) { return value }
    }
    return nil
  }

  /// `X=digits`
  private static func value(of field: ArraySlice<UInt8>) -> Int? {
    guard field.count > 2, field[field.startIndex + 1] == UInt8(ascii: "=") else { return nil }
    return Int(String(decoding: field.dropFirst(2), as: UTF8.self))
  }
}
