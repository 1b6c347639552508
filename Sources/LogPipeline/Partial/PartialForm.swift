// SPDX-License-Identifier: Apache-2.0
package import MailTypes
internal import OctetSources

/// The form of a file with a partial result: a line of text, frames, and the place of the last one.
///
///     partial = signature 1*frame place
///     frame   = kind size zstd-frame     ; of coded-octets
///     kind    = %s"S" / %s"T" / %s"M"    ; sessions, trailer, measurement of mail
///     size    = 4OCTET                   ; of the zstd frame, the lowest first
///     place   = 8OCTET                   ; offset of the last frame, the lowest first
package enum PartialForm {
  package static let signature = Array("logscan partial result 1\n".utf8)

  package enum Kind: UInt8, Sendable {
    case sessions = 0x53
    case trailer = 0x54
    case measurement = 0x4D
  }

  /// Octets of a frame's head.
  static let head = 5
  /// Octets behind the last frame.
  static let tail = 8
  /// Octets of a frame at most, compressed and not.
  static let most = 512 << 20
  /// The version of the lists of fields.
  private static let version: UInt8 = 1

  package static func frame(_ value: some FieldCoded, _ kind: Kind) throws(CodingDefect) -> [UInt8]
  {
    let octets = try CodedOctets.write(value, kind: kind.rawValue, version: version)
    guard octets.count <= most, let frame = ZstdFrame.compress(octets) else { throw .impossible }
    return [kind.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: frame.count >> (8 * $0)) }
      + frame
  }

  package static func place(_ offset: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: offset >> (8 * $0)) }
  }

  static func value<Value: FieldCoded>(
    _ type: Value.Type, _ kind: Kind, _ frame: [UInt8]
  ) throws(CodingDefect) -> Value {
    guard let octets = ZstdFrame.decompress(frame, atMost: most) else { throw .damaged }
    return try CodedOctets.read(type, octets, kind: kind.rawValue, version: version)
  }

  static func number(_ octets: some Sequence<UInt8>) -> Int {
    octets.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
  }
}
