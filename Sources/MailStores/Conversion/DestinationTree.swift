// SPDX-License-Identifier: Apache-2.0
package import OctetSources
internal import SystemCalls

/// Another store with the layout of the sources: which directory becomes which.
package struct DestinationTree: Sendable {
  /// Why a destination cannot be used, before anything is written.
  package enum Problem: Error, Equatable, Sendable {
    /// The destination is, holds, or lies in a source.
    case overlaps(String)
    /// The new file would be the source itself.
    case isSource
    /// Two sources of the same last name would become one.
    case sameName(String)
    /// Several sources, or a directory, cannot become one file.
    case notADirectory(String)
    /// What is there cannot be looked at.
    case failure(StoreFailure)
  }

  private let root: [UInt8]
  /// Directories that were named as sources, and what they become; longer paths first.
  private let roots: [(source: [UInt8], target: [UInt8])]
  /// The new file's name, where the only source is a file and the destination is not a directory.
  let fileName: [UInt8]?
  /// Directories that this run has made: nobody else knows of them before it is over.
  private var made: Set<[UInt8]> = []

  /// - Parameter path: the destination. A directory if it is one already, if it ends in a slash, or if a source is one.
  package init(path: String, sources: [String]) throws(Problem) {
    let sources = sources.filter { $0 != "-" }.map { InputPath.normalized($0) }
    var kinds: [FileKind?] = []
    for source in sources { kinds.append(try Self.kind(source)) }
    let directories = zip(sources, kinds).filter { $0.1 == .directory }.map(\.0)
    let destination = InputPath.normalized(path)
    let existing = try Self.kind(destination)
    let isFile =
      sources.count <= 1 && directories.isEmpty && existing != .directory && !path.hasSuffix("/")
    if isFile {
      let (directory, name) = InputPath.split(destination)
      root = directory
      fileName = name
      roots = []
      let target = Kernel.resolved(destination)
      if target != nil, sources.contains(where: { Kernel.resolved($0) == target }) {
        throw .isSource
      }
    } else {
      if let existing, existing != .directory { throw .notADirectory(path) }
      root = InputPath.asDirectory(destination)
      fileName = nil
      var names: Set<[UInt8]> = []
      var roots: [(source: [UInt8], target: [UInt8])] = []
      for (file, kind) in zip(sources, kinds) where kind != .directory {
        try Self.take(InputPath.split(file).name, &names)
      }
      for directory in directories {
        let source = InputPath.asDirectory(directory)
        guard sources.count > 1 else {
          roots.append((source, root))
          continue
        }
        let name = InputPath.split(directory).name
        try Self.take(name, &names)
        roots.append((source, root + name + [UInt8(ascii: "/")]))
      }
      self.roots = roots.sorted { $0.source.count > $1.source.count }
    }
    try Self.refuseOverlap(destination, with: directories, path)
  }

  /// Which directory the files of a source's directory go to; nil stands for standard input.
  func path(for source: [UInt8]?) -> [UInt8] {
    guard let source, let match = roots.first(where: { source.starts(with: $0.source) }) else {
      return root
    }
    return match.target + source[match.source.count...]
  }

  /// Whether this run has made a directory of the new store.
  func isNew(_ target: [UInt8]) -> Bool { made.contains(target) }

  /// What was done to the directories before the files come.
  package struct Preparation: Sendable {
    /// Temporary files of killed runs that were removed.
    package fileprivate(set) var leftovers = LeftoverFiles.Count()
    /// Directories that were made, and the facts of those of the source: before its mailboxes were locked, which changes the
    /// times of the directories that they lie in.
    fileprivate var made: [(facts: FileFacts?, target: [UInt8])] = []
  }

  /// Makes the directories, and removes what killed runs left in those that were there.
  package mutating func prepare(for plan: InputPlan) throws(StoreFailure) -> Preparation {
    var done = Preparation()
    guard fileName == nil else {
      done.leftovers.removed = try StoreDirectory(root).removeStaleFiles()
      return done
    }
    let isRootNew = try make(root)
    if !isRootNew { done.leftovers.removed = try StoreDirectory(root).removeStaleFiles() }
    for directory in plan.directories {
      let target = path(for: directory)
      if try target == root ? isRootNew : make(target) {
        let path = directory.isEmpty ? Array(".".utf8) : directory
        done.made.append(((try? Kernel.facts(following: path)) ?? nil, target))
        made.insert(target)
      } else if target != root {
        done.leftovers.removed += try StoreDirectory(target).removeStaleFiles()
      }
    }
    return done
  }

  /// Gives the directories that were made the mode and the time stamps of their sources, and waits until everything is on
  /// the disk.
  package func finish(_ preparation: Preparation) throws(StoreFailure) {
    // The inner ones first: what is done to them changes the times of the outer ones.
    for (facts, path) in preparation.made.reversed() {
      let target = try StoreDirectory(path)
      if let facts { try? Kernel.set(facts, of: target.descriptor, from: nil, isStrict: false) }
    }
    try StoreDirectory(root).synchronizeAll()
  }

  /// Makes a directory, with those above it; open to its owner until it is finished.
  ///
  /// - Returns: false if it was there.
  private func make(_ path: [UInt8]) throws(StoreFailure) -> Bool {
    if path.isEmpty { return false }
    var end = 1
    while end < path.count {
      end = path[end...].firstIndex(of: UInt8(ascii: "/")) ?? path.count
      let part = Array(path[..<end])
      end += 1
      // Where this cannot be seen, making it shows what is there.
      if end < path.count, (try? Self.kind(part)) == .directory { continue }
      do throws(SystemError) {
        try Kernel.makeDirectory(part, mode: 0o777)
      } catch {
        guard error.isExistingName else {
          throw .cannotWrite(PathText.of(part), error)
        }
        if end >= path.count { return false }
      }
    }
    return true
  }

  private static func take(_ name: [UInt8], _ names: inout Set<[UInt8]>) throws(Problem) {
    guard names.insert(name).inserted else {
      throw .sameName(PathText.of(name))
    }
  }

  private static func kind(_ path: [UInt8]) throws(Problem) -> FileKind? {
    do throws(SystemError) {
      return try Kernel.facts(following: path)?.kind
    } catch {
      // Who reads it reports what is missing or may not be seen.
      if error.isMissingName || error.isForbidden { return nil }
      throw .failure(.cannotRead(PathText.of(path), error))
    }
  }

  /// A store must not grow while it is read, and must not be copied into itself by the next run.
  private static func refuseOverlap(
    _ destination: [UInt8], with directories: [[UInt8]], _ path: String
  ) throws(Problem) {
    var existing = destination
    while Kernel.resolved(existing) == nil {
      let parent = InputPath.split(existing).directory
      existing =
        parent.isEmpty
        ? Array(".".utf8) : InputPath.normalized(String(decoding: parent, as: UTF8.self))
    }
    guard let target = Kernel.resolved(existing) else { return }
    for directory in directories {
      guard let source = Kernel.resolved(directory) else { continue }
      let lies = InputPath.asDirectory(target).starts(with: InputPath.asDirectory(source))
      let holds =
        existing == destination
        && InputPath.asDirectory(source).starts(with: InputPath.asDirectory(target))
      if lies || holds { throw .overlaps(PathText.of(directory)) }
    }
  }
}
