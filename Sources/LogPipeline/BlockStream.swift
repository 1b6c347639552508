// SPDX-License-Identifier: Apache-2.0
package import OctetSources
package import SessionLog

/// Stage 1: octets of an input, cut into blocks; and whose log it is.
package struct BlockStream: ~Copyable {
  package private(set) var source: OctetSource
  /// Why the input could not be read to its end.
  package private(set) var failure: InputFailure?
  /// The servers whose lines the input has, as far as it was read.
  private(set) var dialects: StreamDialects
  /// The dialect that the user names; nil where the input is to show it.
  private let named: Dialect?

  package init(_ plan: InputPlan, dialect: Dialect? = nil) {
    source = OctetSource(plan)
    named = dialect
    dialects = StreamDialects(named: dialect)
  }

  /// Opens an input of the plan.
  package mutating func open(_ input: Int) {
    failure = nil
    dialects = StreamDialects(named: named)
    do throws(InputFailure) {
      try source.open(input)
    } catch {
      failure = error
    }
  }

  package mutating func close() { source.close() }

  /// Fills a block, which may hold the beginning already, and cuts it. False when nothing is left.
  package mutating func fill(_ block: inout LogBlock) -> Bool {
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
    let isLast = !block.isFull
    if !dialects.isSettled { dialects.look(at: block.uncut, atEnd: isLast) }
    block.cut(atEnd: isLast, by: dialects.hasGhsmtp ? .ghsmtpRecords : .lines)
    return true
  }
}
