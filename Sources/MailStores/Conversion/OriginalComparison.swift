// SPDX-License-Identifier: Apache-2.0
internal import MIME
internal import SystemCalls

/// Holds octets against those of a range, one after the other.
final class OriginalComparison: OctetSink {
  private let reader: BlockReader
  private let range: Range<Int>
  private var offset: Int
  private(set) var failure: StoreFailure?
  /// Where the first octet differs, from the range's beginning.
  private(set) var difference: Int?
  /// Gets the octets too.
  private var verifier: (any MessageVerifier)?
  private let signatures: [SignatureResult]

  /// - Parameter signatures: what `verifier` must find.
  init(
    _ range: Range<Int>, in reader: BlockReader, _ verifier: (any MessageVerifier)?,
    finding signatures: [SignatureResult]
  ) {
    self.verifier = verifier
    self.signatures = signatures
    self.reader = reader
    self.range = range
    offset = range.lowerBound
  }

  func write(_ octets: Span<UInt8>) {
    verifier?.scan(octets)
    var start = 0
    while start < octets.count, difference == nil, failure == nil {
      let rest = octets.extracting(start...)
      do throws(StoreFailure) {
        let count = try reader.withBlock(at: offset, before: range.upperBound) { block in
          let count = min(block.count, rest.count)
          let isEqual = Kernel.equal(block.extracting(..<count), rest.extracting(..<count))
          return isEqual ? count : 0
        }
        if count == 0 { difference = offset - range.lowerBound }
        start += count
        offset += count
      } catch {
        failure = error
      }
    }
  }

  /// Ends the comparison: nil if all octets were those of the range, and all of them came.
  func finish() throws(StoreFailure) -> String? {
    if let failure { throw failure }
    if let difference { return "octet \(difference) differs or is one too many" }
    guard offset == range.upperBound else {
      return "\(offset - range.lowerBound) of \(range.count) octets came back"
    }
    let found = verifier?.finish() ?? signatures
    return found == signatures ? nil : "its signatures do not verify as before"
  }
}
