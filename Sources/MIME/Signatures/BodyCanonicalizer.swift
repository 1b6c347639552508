// SPDX-License-Identifier: Apache-2.0

/// Brings a body into the form whose hash is signed (RFC 6376 sections 3.4.3 and 3.4.4), chunk by chunk. Holds no more
/// than its output buffer, however long lines or runs of empty lines are.
package struct BodyCanonicalizer: Sendable {
  private let form: Canonicalization
  /// Whether the store holds LF where the wire has CRLF.
  private let readsLineFeeds: Bool
  /// `l=`: octets that are written at most.
  private let limit: Int
  private var output: [UInt8] = []
  private var lineBreaks = 0
  private var holdsCR = false
  private var blankIsDue = false
  private var hasContent = false
  /// Octets of the canonical body, those behind the limit included.
  package private(set) var count = 0

  private static let bufferSize = 8 << 10

  /// A canonicalizer at the beginning of a body.
  ///
  /// - Parameters:
  ///   - readsLineFeeds: whether LF without CR is a line end, as in stores that hold LF only.
  ///   - limit: octets of the canonical body that are written, `l=` of the signature.
  package init(_ form: Canonicalization, readsLineFeeds: Bool, limit: Int? = nil) {
    self.form = form
    self.readsLineFeeds = readsLineFeeds
    self.limit = limit ?? .max
    output.reserveCapacity(Self.bufferSize)
  }

  /// Takes the next octets of the body.
  package mutating func scan(_ octets: Span<UInt8>, into sink: inout some OctetSink) {
    for index in octets.indices {
      let octet = octets[index]
      if holdsCR {
        holdsCR = false
        if octet == Octet.lf {
          endLine()
          continue
        }
        put(Octet.cr, into: &sink)
      }
      if octet == Octet.cr {
        holdsCR = true
      } else if octet == Octet.lf, readsLineFeeds {
        endLine()
      } else if form == .relaxed, Octet.isBlank(octet) {
        blankIsDue = true
      } else {
        put(octet, into: &sink)
      }
    }
  }

  /// Ends the body. Empty lines at its end are left out; a body of something ends with CRLF, and so does an empty one
  /// under `simple`.
  package mutating func finish(into sink: inout some OctetSink) {
    if holdsCR { put(Octet.cr, into: &sink) }
    holdsCR = false
    if hasContent || form == .simple { writeLineBreak(into: &sink) }
    flush(into: &sink)
  }

  private mutating func endLine() {
    blankIsDue = false
    lineBreaks += 1
  }

  private mutating func put(_ octet: UInt8, into sink: inout some OctetSink) {
    while lineBreaks > 0 {
      writeLineBreak(into: &sink)
      lineBreaks -= 1
    }
    if blankIsDue { write(Octet.space, into: &sink) }
    blankIsDue = false
    hasContent = true
    write(octet, into: &sink)
  }

  private mutating func writeLineBreak(into sink: inout some OctetSink) {
    write(Octet.cr, into: &sink)
    write(Octet.lf, into: &sink)
  }

  private mutating func write(_ octet: UInt8, into sink: inout some OctetSink) {
    count += 1
    guard count <= limit else { return }
    output.append(octet)
    if output.count == Self.bufferSize { flush(into: &sink) }
  }

  private mutating func flush(into sink: inout some OctetSink) {
    sink.write(output.span)
    output.removeAll(keepingCapacity: true)
  }
}
