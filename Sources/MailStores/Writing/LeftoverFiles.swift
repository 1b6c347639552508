// SPDX-License-Identifier: Apache-2.0
package import OctetSources

/// Temporary files that killed runs left where no walk meets them: beside files which are named one by one, and in the `tmp` of
/// Maildirs. In other directories they are met on the way.
package enum LeftoverFiles {
  /// - Returns: how many were removed.
  package static func remove(
    beside sources: [String], in plan: InputPlan
  ) throws(StoreFailure) -> Int {
    var folders = Set(plan.directories.filter { StoreFolder.kind(of: $0) == .unfinished })
    for source in sources {
      let path = InputPath.normalized(source)
      let kind = (try? StoreCalls.facts(following: path))??.kind
      if kind == .regular { folders.insert(InputPath.split(path).directory) }
    }
    var count = 0
    for folder in folders.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      // Who may not write there has left nothing either.
      count += (try? StoreDirectory(folder).removeStaleFiles()) ?? 0
    }
    return count
  }
}
