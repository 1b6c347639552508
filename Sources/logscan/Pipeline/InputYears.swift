// SPDX-License-Identifier: Apache-2.0
import OctetSources
import SessionLog

/// The year of one input's records, where they state none.
///
/// Most inputs say it in every record or in their first line. Only for the others the file's name
/// and time are asked for, when the first block has shown the need.
struct InputYears {
  private(set) var anchor = YearAnchor(.unknown, .none)
  private var resolver: YearResolver?

  /// Records of 29 February that would lie in a year without one.
  var impossibleLeapDays: UInt64 { resolver?.impossibleLeapDays ?? 0 }

  /// Resolves a batch; batches of one input in order.
  mutating func resolve(
    _ batch: inout EventBatch, of input: Int, from source: borrowing OctetSource,
    _ options: RunOptions
  ) {
    if resolver == nil {
      if batch.needsAnchor { anchor = Self.anchor(of: input, from: source, options) }
      resolver = YearResolver(anchor)
    }
    resolver?.resolve(&batch)
  }

  private static func anchor(
    of input: Int, from source: borrowing OctetSource, _ options: RunOptions
  ) -> YearAnchor {
    let time = source.memberTime ?? source.modificationTime
    return YearAnchor.choose(
      preamble: nil, fileName: source.plan.path(of: input), option: options.year,
      modified: time.map(options.civilTime), now: options.now)
  }
}
