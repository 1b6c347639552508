// SPDX-License-Identifier: Apache-2.0
internal import CSystemCalls
internal import Glibc

/// What a file has besides its octets and its name, and how it goes over to the file that takes its place.
extension Kernel {
  /// Gives a file the owner, mode, attributes and time stamps of another one.
  ///
  /// - Parameters:
  ///   - source: the other one, open; nil where it is not a file.
  ///   - isStrict: whether it is an error if owner, group, access list or the user's attributes cannot be kept, for a file that
  ///     takes the other's place. A copy elsewhere gets what this user and its file system can give it.
  package static func set(
    _ facts: FileFacts, of descriptor: Int32, from source: Int32?, isStrict: Bool
  ) throws(SystemError) {
    CrashPoint.pass()
    if let number = Faults.error(of: .setFacts), number != EINTR {
      throw SystemError(number: number)
    }
    let own = (user: geteuid(), group: getegid())
    // In a directory with the set-group-ID bit the new file has the directory's group.
    if isStrict || facts.user != own.user || facts.group != own.group,
      fchown(descriptor, facts.user, facts.group) != 0
    {
      if isStrict { throw .last }
      // Only the superuser may give files away; the group alone may still be possible.
      _ = fchown(descriptor, .max, facts.group)
    }
    // After the owner, whose change takes the set-user-ID bit away.
    if fchmod(descriptor, facts.mode) != 0 { throw .last }
    // After the mode, which is part of the access list.
    if let source { try copyAttributes(from: source, to: descriptor, isStrict: isStrict) }
    let times = [facts.accessed, facts.modified]
    let result = unsafe times.withUnsafeBufferPointer {
      unsafe futimens(descriptor, $0.baseAddress)
    }
    if result != 0 { throw .last }
  }

  /// The access control list, as the kernel names it.
  private static let accessList = Array("system.posix_acl_access".utf8)

  /// Copies extended attributes: those of users and the access list, and those of the system as far as this user may. Not those
  /// of `security` but the label: they are seals of the content, or rights of a program.
  private static func copyAttributes(
    from source: Int32, to target: Int32, isStrict: Bool
  ) throws(SystemError) {
    let names = try attributeNames(of: source)
    // The directory may have given the new file a list of its own, which would let others in. To look first costs less than
    // to remove what is not there.
    if !names.contains(accessList), try attributeNames(of: target).contains(accessList) {
      _ = unsafe withCharacters(of: accessList) { unsafe fremovexattr(target, $0) }
    }
    for name in names {
      let isOwn = name == accessList || name.starts(with: "user.".utf8)
      let isTried =
        isOwn || name.starts(with: "trusted.".utf8) || name == Array("security.selinux".utf8)
      guard isTried, let value = try attribute(name, of: source) else { continue }
      let result = unsafe withCharacters(of: name) { name in
        unsafe value.withUnsafeBytes {
          unsafe fsetxattr(target, name, $0.baseAddress, $0.count, 0)
        }
      }
      if result != 0, isOwn, isStrict { throw .last }
    }
  }

  /// Names of all attributes; none where the file system knows no such thing.
  private static func attributeNames(of descriptor: Int32) throws(SystemError) -> [[UInt8]] {
    let list = try unsafe filled { room, count in unsafe flistxattr(descriptor, room, count) }
    return (list ?? []).split(separator: 0).map(Array.init)
  }

  /// The value of an attribute; nil if it is gone.
  private static func attribute(
    _ name: [UInt8], of descriptor: Int32
  ) throws(SystemError) -> [UInt8]? {
    try unsafe filled { room, count in
      var length = 0
      _ = unsafe withCharacters(of: name) {
        unsafe length = fgetxattr(descriptor, $0, room, count)
        return 0
      }
      return length
    }
  }

  /// What a call writes that says the room it needs when it gets none; nil where there is no such attribute.
  private static func filled(
    _ call: (UnsafeMutableRawPointer?, Int) -> Int
  ) throws(SystemError) -> [UInt8]? {
    while true {
      let length = call(nil, 0)
      if length == 0 { return [] }
      if length > 0 {
        var octets = [UInt8](repeating: 0, count: length)
        let count = unsafe octets.withUnsafeMutableBytes { unsafe call($0.baseAddress, $0.count) }
        if count >= 0 { return Array(octets[..<count]) }
      }
      switch errno {
      // It has grown in between.
      case ERANGE: continue
      case ENODATA, EOPNOTSUPP: return nil
      default: throw .last
      }
    }
  }
}
