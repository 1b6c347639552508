// SPDX-License-Identifier: Apache-2.0

/// Stage 5: carries a plan out on the octets of the message that it was made for, by splicing. It looks at no structure and
/// takes no more memory than the plan.
public struct MessageRewriter: Sendable {
  private let plan: ConversionPlan
  /// Index of the splice that comes next or is under way.
  private var next = 0
  private var position = 0
  private var recoder: LeafRecoder?
  private var wireLineEnds = WireLineEnds()

  /// A rewriter for one message.
  public init(plan: ConversionPlan) { self.plan = plan }

  /// Takes the next octets of the message and writes what takes their place.
  public mutating func scan(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    var index = 0
    while index < octets.count {
      guard next < plan.splices.count else {
        keep(octets.extracting(index..<octets.count), into: &output)
        return
      }
      let splice = plan.splices[next]
      if position < splice.range.lowerBound {
        let count = min(octets.count - index, splice.range.lowerBound - position)
        keep(octets.extracting(index..<(index + count)), into: &output)
        index += count
        continue
      }
      let count = min(octets.count - index, splice.range.upperBound - position)
      replace(splice, octets.extracting(index..<(index + count)), into: &output)
      index += count
    }
  }

  /// Ends the message.
  ///
  /// - Throws: `ConversionFailure` if the message is longer or shorter than the one that the plan was made for; the output
  ///   is then worth nothing.
  public mutating func finish(into output: inout some OctetSink) throws(ConversionFailure) {
    while next < plan.splices.count, plan.splices[next].range.upperBound == position {
      replace(plan.splices[next], Span(), into: &output)
    }
    guard position == plan.octetsBefore else {
      throw ConversionFailure(planned: plan.octetsBefore, received: position)
    }
  }

  private mutating func keep(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    position += octets.count
    guard plan.makesWireForm else {
      output.write(octets)
      return
    }
    wireLineEnds.map(octets, into: &output)
  }

  /// Takes octets of a splice's range, perhaps none, and ends the splice if they are the last.
  private mutating func replace(
    _ splice: Splice, _ octets: Span<UInt8>, into output: inout some OctetSink
  ) {
    position += octets.count
    let isEnd = position == splice.range.upperBound
    if isEnd { next += 1 }
    switch splice.content {
    case .octets(let replacement):
      if isEnd { output.write(replacement.span) }
    case .recoded(let source, let result):
      if recoder == nil {
        recoder = LeafRecoder(from: source, to: result, countsContent: false)
      }
      recoder?.write(octets, into: &output)
      if isEnd {
        recoder?.finish(into: &output)
        recoder = nil
      }
    }
  }
}
