// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// A directory whose files are being converted, and where their new forms go.
final class StoreFolder {
  /// Its number in the plan of inputs; nil for standard input.
  let number: Int?
  /// Where the files are; nil for standard input.
  let source: StoreDirectory?
  /// Where the new files get their names.
  let target: StoreDirectory
  /// Where they are made.
  let temporary: StoreDirectory
  let kind: Kind
  /// Whether other programs may be at work in `target`: every file must be on the disk before it gets its name.
  let isLive: Bool
  /// Whether names in `target` have changed since it was last synchronized.
  var isChanged = false

  enum Kind {
    case plain
    /// `cur` or `new` of a Maildir.
    case messages
    /// `tmp` of a Maildir.
    case unfinished
  }

  /// - Parameters:
  ///   - targetPath: nil for a conversion in place.
  ///   - isNew: whether this run has made the target, so that nobody looks for files there before it is over.
  init(
    number: Int?, sourcePath: [UInt8]?, targetPath: [UInt8]?, isNew: Bool
  ) throws(StoreFailure) {
    self.number = number
    let source: StoreDirectory? = if let sourcePath { try StoreDirectory(sourcePath) } else { nil }
    self.source = source
    kind = try sourcePath.map { path throws(StoreFailure) in Self.kind(of: path) } ?? .plain
    if let targetPath {
      target = try StoreDirectory(targetPath)
    } else if let source {
      target = source
    } else {
      preconditionFailure("neither a source nor a target")
    }
    let targetKind = targetPath == nil ? kind : Self.kind(of: target.path)
    isLive = targetKind == .messages && !isNew
    if targetKind == .messages,
      let temporary = try? StoreDirectory(Self.sibling("tmp", of: target.path))
    {
      self.temporary = temporary
    } else {
      temporary = target
    }
  }

  /// Waits until the names are on the disk.
  func synchronize() throws(StoreFailure) {
    guard isChanged else { return }
    isChanged = false
    try target.synchronize()
  }

  // MARK: - Maildir

  /// Names of messages by what stays the same when their flags change, as they were when they were last looked for.
  private var presentNames: [[UInt8]: [UInt8]] = [:]

  /// The name that a message has by now; nil if it is gone, or if this is not a Maildir.
  ///
  /// - Parameter lookingAgain: whether the directory is read anew; it is large where many names have changed.
  func presentName(of name: [UInt8], lookingAgain: Bool) -> [UInt8]? {
    guard kind == .messages, let source else { return nil }
    if lookingAgain {
      let names = (try? Kernel.names(in: source.descriptor)) ?? []
      presentNames = Dictionary(
        names.map { (MaildirName($0).base, $0) }, uniquingKeysWith: { $1 })
    }
    return presentNames[MaildirName(name).base]
  }

  /// What a directory is to a Maildir: one that has `cur`, `new` and `tmp` beside each other.
  static func kind(of path: [UInt8]) -> Kind {
    guard parent(of: path) != nil else { return .plain }
    let name = path.dropLast().split(separator: slash).last.map(Array.init)
    let isMaildir = ["cur", "new", "tmp"].allSatisfy { name in
      (try? Kernel.facts(following: sibling(name, of: path)))??.kind == .directory
    }
    guard isMaildir else { return .plain }
    switch name {
    case Array("cur".utf8), Array("new".utf8): return .messages
    case Array("tmp".utf8): return .unfinished
    default: return .plain
    }
  }

  private static let slash = UInt8(ascii: "/")

  /// The directory that holds another one, as a path with a slash at its end, or empty.
  static func parent(of path: [UInt8]) -> [UInt8]? {
    guard path.last == slash, path.count > 1 else { return nil }
    let trimmed = path.dropLast()
    guard let end = trimmed.lastIndex(of: slash) else { return [] }
    return Array(trimmed[...end])
  }

  static func sibling(_ name: String, of path: [UInt8]) -> [UInt8] {
    (parent(of: path) ?? []) + Array(name.utf8) + [slash]
  }
}
