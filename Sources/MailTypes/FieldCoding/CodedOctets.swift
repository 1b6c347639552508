// SPDX-License-Identifier: Apache-2.0

/// Values as octets that say what they are: a signature, a kind, a version, the fields, and a check sum
/// of all that.
///
///     coded-octets = "logscan" kind version fields check-sum
///     kind         = OCTET           ; what the fields are those of
///     version      = number          ; of the format of this kind
///     check-sum    = 8OCTET          ; of everything before it
package enum CodedOctets {
  private static let signature = Array("logscan".utf8)

  /// Writes a value; one that could not be read again is refused.
  package static func write(
    _ value: some FieldCoded, kind: UInt8, version: UInt8
  ) throws(CodingDefect) -> [UInt8] {
    var value = value
    var writer = FieldWriter()
    try value.code(&writer)
    var octets = signature + [kind, version & 0x7F] + writer.finish()
    let sum = checkSum(octets[...])
    for shift in 0..<UInt64(8) { octets.append(UInt8(truncatingIfNeeded: sum >> (8 * shift))) }
    return octets
  }

  /// Reads a value of that kind and version.
  package static func read<Value: FieldCoded>(
    _ type: Value.Type, _ octets: [UInt8], kind: UInt8, version: UInt8
  ) throws(CodingDefect) -> Value {
    let head = signature.count + 2
    guard octets.starts(with: signature) else { throw .foreign }
    guard octets.count >= head + 8 else { throw .truncated }
    let end = octets.count - 8
    var sum: UInt64 = 0
    for index in 0..<8 { sum |= UInt64(octets[end + index]) << (8 * UInt64(index)) }
    guard octets[signature.count] == kind else { throw .otherKind(octets[signature.count]) }
    guard octets[head - 1] == version else { throw .unknownVersion(UInt64(octets[head - 1])) }
    guard checkSum(octets[..<end]) == sum else { throw .damaged }
    var reader = FieldReader(Array(octets[head..<end]))
    var value = Value.blank
    try value.code(&reader)
    guard reader.isAtEnd else { throw .impossible }
    return value
  }

  private static func checkSum(_ octets: ArraySlice<UInt8>) -> UInt64 {
    FNV1a(octets).value
  }
}
