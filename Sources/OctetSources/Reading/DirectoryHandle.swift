// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// The directory whose files are being opened, held open: a name in it then costs the kernel one
/// step instead of a walk along the whole path.
struct DirectoryHandle: ~Copyable {
  /// Directories with fewer files are not worth a descriptor.
  private static let leastFiles = 4

  private var descriptor: Int32 = -1
  private var number: Int?
  /// Kept, so that opening a file allocates nothing.
  private var path: [UInt8] = []

  deinit {
    if descriptor >= 0 { Kernel.close(descriptor) }
  }

  /// Opens a file of a group, which `number` identifies within the plan.
  mutating func open(
    _ name: [UInt8], in group: InputPlan.Group, number: Int
  ) throws(SystemError) -> Int32 {
    path.removeAll(keepingCapacity: true)
    let isRelative = group.count >= Self.leastFiles && !group.directory.isEmpty
    if !isRelative { path.append(contentsOf: group.directory) }
    path.append(contentsOf: name)
    path.append(0)
    guard isRelative else {
      return try Kernel.open(path, in: Kernel.workingDirectory)
    }
    if self.number != number {
      if descriptor >= 0 { Kernel.close(descriptor) }
      descriptor = -1
      self.number = nil
      descriptor = try Kernel.openDirectory(group.directory + [0])
      self.number = number
    }
    return try Kernel.open(path, in: descriptor)
  }
}
