// SPDX-License-Identifier: Apache-2.0
import OctetSources
import SessionLog

/// Stage 1: octets of an input, cut into blocks at records.
struct BlockReading: ~Copyable {
  private(set) var source: OctetSource
  /// Why the input could not be read to its end.
  private(set) var failure: InputFailure?

  init(_ plan: InputPlan) { source = OctetSource(plan) }

  /// Opens an input of the plan.
  mutating func open(_ input: Int) {
    failure = nil
    do throws(InputFailure) {
      try source.open(input)
    } catch {
      failure = error
    }
  }

  mutating func close() { source.close() }

  /// Fills a block, which may hold the beginning already, and cuts it. False when nothing is left.
  mutating func fill(_ block: inout LogBlock) -> Bool {
    if failure == nil {
      do throws(InputFailure) {
        try block.append { (room: inout MutableSpan<UInt8>) throws(InputFailure) in
          try source.read(into: &room)
        }
        // The rest, if there is more of it, comes with the failure at the next call.
        failure = source.failure
      } catch {
        failure = error
      }
    }
    guard !block.isEmpty else { return false }
    block.cut(atEnd: !block.isFull, by: .ghsmtpRecords)
    return true
  }
}
