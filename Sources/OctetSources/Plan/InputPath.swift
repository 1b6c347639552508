// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// Rules for paths, as octets without NUL.
package enum InputPath {
  static let workingDirectory = [UInt8(ascii: ".")]
  private static let slash = UInt8(ascii: "/")
  /// Links that lead to links, as many as the kernel follows.
  private static let mostLinks = 40

  /// Without empty and `.` components and without a slash at the end, so that one file in one
  /// directory has one spelling. `..` stays: behind a symbolic link it means something else.
  package static func normalized(_ path: String) -> [UInt8] {
    normalized(Array(path.utf8))
  }

  static func normalized(_ path: [UInt8]) -> [UInt8] {
    guard !path.isEmpty else { return [] }
    let components = path.split(separator: slash).filter { !$0.elementsEqual(workingDirectory) }
    let isAbsolute = path.first == slash
    let joined = Array(components.joined(separator: [slash]))
    if isAbsolute { return [slash] + joined }
    return joined.isEmpty ? workingDirectory : joined
  }

  /// With a slash at its end; empty for the working directory.
  package static func asDirectory(_ path: [UInt8]) -> [UInt8] {
    if path == workingDirectory { return [] }
    return path.last == slash ? path : path + [slash]
  }

  /// The directory, as ``asDirectory(_:)`` writes it, and the last component.
  package static func split(_ path: [UInt8]) -> (directory: [UInt8], name: [UInt8]) {
    guard let last = path.lastIndex(of: slash) else { return ([], path) }
    return (Array(path[...last]), Array(path[(last + 1)...]))
  }

  /// The name of the file that a link leads to, if that name leads to the very same file; the link
  /// itself otherwise (as with `/dev/stdin`, whose target is not a name).
  ///
  /// The real name matters: it has the date and the process id that `smtp.INFO` has not.
  static func resolvingLinks(_ link: [UInt8], to identity: FileIdentity) -> [UInt8] {
    var path = link
    for _ in 0..<mostLinks {
      guard let target = try? Kernel.target(ofLink: path + [0]), !target.isEmpty else { break }
      path = target.first == slash ? target : split(path).directory + target
    }
    path = normalized(path)
    let status = try? Kernel.facts(of: path + [0], followingLinks: false)
    return status?.identity == identity ? path : link
  }
}
