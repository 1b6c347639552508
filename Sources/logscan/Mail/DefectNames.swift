// SPDX-License-Identifier: Apache-2.0
import MIME

/// The defects of one entity. A hostile header section has them by the million: past a limit only kinds that did not occur
/// yet are kept.
struct DefectNames {
  private(set) var kinds: [Defect.Kind] = []
  private var known: Set<Defect.Kind> = []

  private static let limit = 1000

  mutating func add(_ kind: Defect.Kind) {
    if kinds.count >= Self.limit, known.contains(kind) { return }
    known.insert(kind)
    kinds.append(kind)
  }
}
