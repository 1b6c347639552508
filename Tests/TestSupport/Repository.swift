// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// The source tree that the tests were built from, found by the place of this very file.
package enum Repository {
  /// The folder that holds `Package.swift`, without a slash at its end.
  package static let root: String = ancestor(of: #filePath, levels: 3)

  /// Full path of `path`, which is relative to the root.
  package static func path(_ path: String) -> String { root + "/" + path }

  /// Full path of a file in `samples/`.
  package static func sample(_ path: String) -> String { root + "/samples/" + path }

  /// The octets of a file of the tree.
  package static func octets(_ path: String) throws -> [UInt8] {
    try Folder(path: root).octets(path)
  }

  /// A file of the tree as text; invalid UTF-8 is replaced.
  package static func text(_ path: String) throws -> String {
    String(decoding: try octets(path), as: UTF8.self)
  }

  /// Relative paths of all files below `folder` whose name ends with `suffix`, sorted.
  /// Empty when there is no such folder. Build products and the version control are left out.
  package static func files(below folder: String, endingWith suffix: String = "") -> [String] {
    let start = folder.isEmpty ? root : root + "/" + folder
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: start)) ?? []
    let prefix = folder.isEmpty ? "" : folder + "/"
    return names.filter { name in
      name.hasSuffix(suffix) && !name.hasPrefix(".build") && !name.contains("/.build")
        && !name.hasPrefix(".git/") && !Folder(path: start).isFolder(name)
    }.map { prefix + $0 }.sorted()
  }

  /// `path` with its last `levels` components cut off.
  static func ancestor(of path: String, levels: Int) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast(levels)
      .joined(separator: "/")
  }
}
