// SPDX-License-Identifier: Apache-2.0
import MailTypes
internal import OctetSources
internal import SessionLog

/// The year of one input's records, where they state none; and the clock, where they state another one.
///
/// Most inputs say the year in every record or in their first line. Only for the others the file's name
/// and time are asked for, when the first block has shown the need.
struct InputYears {
  private var resolver: YearResolver?
  private var mending: BatchMending?

  init() {}

  /// Years that go on from an anchor, whatever the input says.
  private init(from anchor: YearAnchor) { resolver = YearResolver(anchor) }

  /// Records of 29 February that would lie in a year without one.
  var impossibleLeapDays: UInt64 { resolver?.impossibleLeapDays ?? 0 }

  /// Records have a year that only the time of the file says, which every copy changes.
  var restOnFileTime: Bool { resolver?.restsOnFileTime ?? false }

  /// What the next block is to be scanned with.
  var expectation: YearAnchor { resolver?.expectation ?? YearAnchor(.unknown, .none) }

  /// Resolves a batch; batches of one input in order.
  mutating func resolve(
    _ batch: inout EventBatch, of block: borrowing LogBlock, _ input: Int,
    from source: borrowing OctetSource,
    _ options: RunOptions
  ) {
    if !isAnchored {
      mending = BatchMending(civilTime: options.civilTime, clock: options.clock)
      resolver = YearResolver(
        batch.needsAnchor
          ? Self.anchor(of: input, from: source, options) : YearAnchor(.unknown, .none))
    }
    resolve(&batch, of: block)
  }

  /// Whether the first batch was resolved, so that nothing of the input is asked any more.
  var isAnchored: Bool { resolver != nil }

  /// Resolves a batch other than the first.
  mutating func resolve(_ batch: inout EventBatch, of block: borrowing LogBlock) {
    resolver?.resolve(&batch)
    mending?.mend(&batch, in: block.octets)
  }

  private static func anchor(
    of input: Int, from source: borrowing OctetSource, _ options: RunOptions
  ) -> YearAnchor {
    let anchor = InputYear(input, of: source, options).anchor
    guard case .ends(let end) = anchor.meaning, source.isRegular,
      let turns = yearTurns(of: input, from: source, endingAt: end, anchor.source, options)
    else { return anchor }
    return anchor.walkedBack(turns.count, from: turns.last)
  }

  /// How often the year turns in an input, which is read to its end for this, and the date of its last
  /// record. Nil where it turns never, and where preambles in it state the year.
  private static func yearTurns(
    of input: Int, from source: borrowing OctetSource, endingAt end: CivilDate,
    _ yearSource: YearSource, _ options: RunOptions
  ) -> (count: Int, last: CivilDate)? {
    var stream = BatchStream(source.plan, options)
    stream.open(input, years: InputYears(from: YearAnchor(.year(end.year), yearSource)))
    defer { stream.close() }
    var last: CivilDate?
    while stream.next() {
      if stream.batch.yearStretches.contains(where: { $0.created != nil }) { return nil }
      last = stream.batch.events.last { $0.yearSource != .line }?.time.date ?? last
    }
    guard let last, last.year > end.year else { return nil }
    return (last.year - end.year, last)
  }
}
