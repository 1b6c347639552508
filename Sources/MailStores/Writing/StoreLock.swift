// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import OctetSources
internal import SystemCalls

/// Keeps two runs of this program from changing one store at a time: each would find the other's new files in the place of
/// those that it has read. `flock` on the directories that the user names leaves no file behind and ends with the process.
package final class StoreLock {
  private var descriptors: [Int32] = []

  /// Locks the directories among the sources; files are not locked.
  package init(_ sources: [String]) throws(StoreFailure) {
    var known: [FileFacts] = []
    for source in sources {
      let path = InputPath.normalized(source)
      guard let facts = (try? Kernel.facts(following: path)) ?? nil, facts.kind == .directory,
        !known.contains(where: facts.isSameFile), let file = try? Kernel.openDirectory(path)
      else { continue }
      known.append(facts)
      descriptors.append(file)
      // File systems that cannot lock a directory say something else.
      if flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        throw .inUse(PathText.of(path))
      }
    }
  }

  deinit {
    for file in descriptors { Kernel.close(file) }
  }
}
