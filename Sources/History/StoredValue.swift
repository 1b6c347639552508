// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// Values in the form in which tables hold them. See `Documentation/TallyFormat.md`.
enum StoredValue {
  /// Whose fields they are.
  enum Kind: UInt8 {
    case tally = 1
    case register, heldSession, findings, figures, spans

    /// Of the list of fields.
    var version: UInt8 { self == .heldSession ? 2 : 1 }
  }

  static func encoded(_ value: some FieldCoded, _ kind: Kind) throws(HistoryFailure) -> [UInt8] {
    do throws(CodingDefect) {
      return try CodedOctets.write(value, kind: kind.rawValue, version: kind.version)
    } catch {
      throw HistoryFailure(error, in: "what is to be stored")
    }
  }

  static func decoded<Value: FieldCoded>(
    _ type: Value.Type, _ octets: [UInt8], _ kind: Kind
  ) throws(HistoryFailure) -> Value {
    try decoded(type, octets, kind, kind.version)
  }

  private static func decoded<Value: FieldCoded>(
    _ type: Value.Type, _ octets: [UInt8], _ kind: Kind, _ version: UInt8
  ) throws(HistoryFailure) -> Value {
    do throws(CodingDefect) {
      return try CodedOctets.read(type, octets, kind: kind.rawValue, version: version)
    } catch {
      throw HistoryFailure(error, in: "a stored value")
    }
  }

  /// A held session of version 1 as one of this version.
  static func upgradedHeldSession(_ octets: [UInt8]) throws(HistoryFailure) -> [UInt8] {
    try encoded(decoded(EarlierHeldSession.self, octets, .heldSession, 1).session, .heldSession)
  }
}

/// Values of one type, one after the other.
struct StoredList<Element: FieldCoded>: FieldCoded {
  var elements: [Element]

  init(_ elements: [Element]) { self.elements = elements }

  static var blank: StoredList { StoredList([]) }

  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.list(&elements, atMost: 1 << 24)
  }
}
