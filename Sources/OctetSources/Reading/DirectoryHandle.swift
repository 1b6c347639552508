// SPDX-License-Identifier: Apache-2.0

/// The directory whose files are being opened, held open: a name in it then costs the kernel one
/// step instead of a walk along the whole path.
struct DirectoryHandle: ~Copyable {
  /// Directories with fewer files are not worth a descriptor.
  private static let leastFiles = 4

  private var descriptor: Int32 = -1
  private var number: Int?

  deinit {
    if descriptor >= 0 { SystemCalls.close(descriptor) }
  }

  /// Opens a file of a group, which `number` identifies within the plan.
  mutating func open(
    _ name: [UInt8], in group: InputPlan.Group, number: Int
  ) throws(SystemError) -> Int32 {
    if group.directory.isEmpty || group.count < Self.leastFiles {
      return try SystemCalls.open(
        group.directory + name + [0], in: SystemCalls.workingDirectory)
    }
    if self.number != number {
      if descriptor >= 0 { SystemCalls.close(descriptor) }
      descriptor = -1
      self.number = nil
      descriptor = try SystemCalls.openDirectory(group.directory + [0])
      self.number = number
    }
    return try SystemCalls.open(name + [0], in: descriptor)
  }
}
