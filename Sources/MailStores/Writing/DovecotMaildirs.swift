// SPDX-License-Identifier: Apache-2.0
package import OctetSources
internal import SystemCalls

/// Maildirs in which Dovecot knows messages by file names that include sizes. A message whose size changes gets another name, which is
/// a new message to Dovecot, with a new UID.
package enum DovecotMaildirs {
  /// Their paths, in the order of the walk.
  package static func found(in plan: InputPlan) -> [String] {
    var found: [[UInt8]] = []
    for directory in plan.directories where StoreFolder.kind(of: directory) == .messages {
      guard let parent = StoreFolder.parent(of: directory), found.last != parent,
        isKnown(StoreFolder.sibling("dovecot-uidlist", of: directory).dropLast()),
        let folder = try? StoreDirectory(directory),
        let names = try? Kernel.names(in: folder.descriptor),
        names.contains(where: { MaildirName($0).tellsSize })
      else { continue }
      found.append(parent)
    }
    return found.map { PathText.of($0.isEmpty ? Array(".".utf8) : $0.dropLast()) }
  }

  private static func isKnown(_ path: ArraySlice<UInt8>) -> Bool {
    (try? Kernel.facts(following: Array(path))) != nil
  }
}
