// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
internal import SessionLog

/// Makes the octets of a file with a partial result.
package struct PartialWriter {
  private var offset = PartialForm.signature.count
  /// Of the sessions; does not depend on their order.
  private var identity: UInt64 = 0
  private var sessions: UInt64 = 0

  package init() {}

  /// What the file begins with.
  package var beginning: [UInt8] { PartialForm.signature }

  /// Some sessions.
  package mutating func frame(_ block: SessionBlock) throws(CodingDefect) -> [UInt8] {
    for session in block.sessions { identity &+= FNV1a(of: session.id.value).value }
    sessions += UInt64(block.sessions.count)
    let frame = try PartialForm.frame(block, .sessions)
    offset += frame.count
    return frame
  }

  /// The end, of a run over the logs with these paths.
  package mutating func ending(
    _ coverage: Coverage, of paths: some Sequence<String>, zone: String
  ) throws(CodingDefect) -> [UInt8] {
    var trailer = PartialTrailer()
    trailer.zone = zone
    trailer.parts = [try PartialPart(coverage, of: paths, sessions: identity)]
    return try ending(trailer)
  }

  /// The end, of a merge of what others have read.
  package mutating func ending(_ parts: PartialTrailer) throws(CodingDefect) -> [UInt8] {
    var trailer = parts
    trailer.sessions = sessions
    return try last(trailer, .trailer)
  }

  /// The only frame of a file that holds something else.
  package mutating func last(
    _ value: some FieldCoded, _ kind: PartialForm.Kind
  ) throws(CodingDefect) -> [UInt8] {
    let place = PartialForm.place(offset)
    return try PartialForm.frame(value, kind) + place
  }
}

extension FNV1a {
  fileprivate init(of word: UInt64) {
    self.init((0..<UInt64(8)).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) })
  }
}
