// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// A name in a directory, however the directory is spelled. Two hard links are two places.
struct FilePlace: Hashable {
  private let directory: FileIdentity?
  /// The name; where the directory cannot be looked at, with its path.
  private let name: [UInt8]

  /// - Parameter directory: ends in a slash; empty for the working directory.
  init(directory: [UInt8], name: [UInt8]) {
    let path = directory.isEmpty ? InputPath.workingDirectory : directory
    let status = try? Kernel.facts(of: path + [0], followingLinks: true)
    self.directory = status?.identity
    self.name = status == nil ? directory + name : name
  }

  init(directory: FileIdentity, name: [UInt8]) {
    self.directory = directory
    self.name = name
  }
}
