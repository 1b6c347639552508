// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// A folder on disk, with the few things that tests do in one. Paths are relative to it.
package struct Folder: Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// Full path of `name`.
  package func path(_ name: String) -> String { path + "/" + name }

  package func octets(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// A file as text; invalid UTF-8 is replaced.
  package func text(_ name: String) throws -> String {
    String(decoding: try octets(name), as: UTF8.self)
  }

  /// Writes a file, with the folders above it, and gives its full path.
  @discardableResult
  package func write(_ octets: some Sequence<UInt8>, to name: String) throws -> String {
    let full = path(name)
    let parent = Repository.ancestor(of: full, levels: 1)
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    try Data(octets).write(to: URL(filePath: full))
    return full
  }

  /// Writes a text file, with the folders above it, and gives its full path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(text.utf8, to: name)
  }

  /// Makes a folder, with those above it, and gives its full path.
  @discardableResult
  package func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  package func hardLink(_ name: String, to other: String) throws {
    try FileManager.default.linkItem(atPath: path(other), toPath: path(name))
  }

  /// Makes a symbolic link; `target` is taken as it is, so it may dangle or be relative.
  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name), withDestinationPath: target)
  }

  package func copy(_ source: String, to name: String) throws {
    try write(Folder(path: "/").octets(source), to: name)
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }

  package func setPermissions(_ mode: Int, of name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
  }

  package func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name))
  }

  package func isFolder(_ name: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path(name), isDirectory: &isDirectory)
      && isDirectory
  }

  /// Names of what lies directly in the folder, sorted.
  package func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}

/// Runs `body` with a new empty folder, which is removed afterwards, whatever happens.
package func withTemporaryFolder<Result>(
  _ body: (Folder) throws -> Result
) throws -> Result {
  let name = "logscan-test-" + UUID().uuidString
  let base = FileManager.default.temporaryDirectory.path
  let folder = Folder(path: (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/" + name)
  try FileManager.default.createDirectory(
    atPath: folder.path, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder.path) }
  return try body(folder)
}
