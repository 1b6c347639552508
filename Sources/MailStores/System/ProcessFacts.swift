// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import SystemCalls

/// Who this process is, and whether another one still runs.
enum ProcessFacts {
  static var number: Int { Int(getpid()) }

  /// A hash of the machine's name (FNV-1a).
  static let hostHash: UInt32 = {
    var hash: UInt32 = 2_166_136_261
    for octet in hostName { hash = (hash ^ UInt32(octet)) &* 16_777_619 }
    return hash
  }()

  /// The machine's name, empty where it has none.
  static let hostName: [UInt8] = {
    let name = contents(of: "/proc/sys/kernel/hostname") ?? []
    return Array(name.prefix { $0 != 0x0A })
  }()

  /// When a process started, in ticks since the machine did (field 22 of `/proc/N/stat`, proc(5)); nil if there is no
  /// such process.
  static func start(of process: Int) -> UInt64? {
    guard let status = contents(of: "/proc/\(process)/stat"),
      // The program's name, in parentheses, may hold blanks.
      let name = status.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = status[(name + 1)...].split(separator: 0x20)
    guard fields.count > 19 else { return nil }
    return UInt64(String(decoding: fields[19], as: UTF8.self))
  }

  /// A small file of the kernel's.
  private static func contents(of path: String) -> [UInt8]? {
    guard
      let descriptor = try? Kernel.open(
        Array(path.utf8), followingLinks: false)
    else { return nil }
    defer { Kernel.close(descriptor) }
    var octets = [UInt8](repeating: 0, count: 4096)
    var room = octets.mutableSpan
    guard let count = try? Kernel.read(descriptor, at: 0, into: &room) else { return nil }
    return Array(octets[..<count])
  }
}
