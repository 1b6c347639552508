// SPDX-License-Identifier: Apache-2.0
package import MailCost
import MIME

extension Measurement {
  /// What was measured, as far as its encodings cost something.
  package var volume: CostModel.Volume {
    CostModel.Volume(
      traffic: Double(tally.total.wire),
      payload: Double(tally.byEncoding["base64"]?.decoded ?? 0),
      extra: Double(tally.total.savedBinary))
  }

  /// The measured mail, and a year of it where dates say what that is.
  package var volumes: [CostReport.NamedVolume] {
    [CostReport.NamedVolume("this mail", volume)] + (year.map { [$0] } ?? [])
  }

  /// Years in which mail can have been written: 1971 is that of the first mail; 1970 that of clocks which stand still.
  private static let plausibleYears = 1971...2100

  /// The mean of the years that hold at least a tenth of what the fullest one holds: others are the beginning and end of
  /// a mailbox, and dates that are wrong.
  private var year: CostReport.NamedVolume? {
    let dated = tally.byYear.compactMap { key, sizes in
      Int(key).flatMap { Self.plausibleYears.contains($0) ? (year: $0, sizes: sizes) : nil }
    }
    guard let most = dated.map(\.sizes.wire).max(), most > 0 else { return nil }
    let full = dated.filter { $0.sizes.wire >= most / 10 }.sorted { $0.year < $1.year }
    guard let first = full.first?.year, let last = full.last?.year else { return nil }
    let count = Double(full.count)
    let wire = full.reduce(0.0) { $0 + Double($1.sizes.wire) }
    let saved = full.reduce(0.0) { $0 + Double($1.sizes.savedBinary) }
    let explanation =
      full.count == 1
      ? "the mail dated \(first), as if it were all of that year"
      : "the mean of \(full.count) years from \(first) to \(last)"
        + (full.count < dated.count ? ", years with little mail left out" : "")
    return CostReport.NamedVolume(
      "year of it",
      CostModel.Volume(
        traffic: wire / count, payload: volume.payload * wire / volume.traffic / count,
        extra: saved / count),
      explanation: explanation, phrase: "a year of it")
  }
}
