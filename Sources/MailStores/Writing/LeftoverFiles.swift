// SPDX-License-Identifier: Apache-2.0
package import OctetSources
internal import SystemCalls

/// Temporary files that killed runs left where no walk meets them: beside files which are named one by one, and in the `tmp` of
/// Maildirs. In other directories they are met on the way.
package enum LeftoverFiles {
  /// How many were removed, of which so many had been seen, and passed over as unfinished mail, when the plan was made.
  package struct Count {
    package internal(set) var removed = 0
    package internal(set) var seen = 0

    package init() {}
  }

  package static func remove(
    beside sources: [String], in plan: InputPlan
  ) -> Count {
    let unfinished = Set(plan.directories.filter { StoreFolder.kind(of: $0) == .unfinished })
    var folders = unfinished
    for source in sources {
      let path = InputPath.normalized(source)
      let kind = (try? Kernel.facts(following: path))??.kind
      if kind == .regular { folders.insert(InputPath.split(path).directory) }
    }
    var count = Count()
    for folder in folders.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      // Who may not write there has left nothing either.
      let removed = (try? StoreDirectory(folder).removeStaleFiles()) ?? 0
      count.removed += removed
      if unfinished.contains(folder) { count.seen += removed }
    }
    return count
  }
}
