// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import OctetSources
internal import SystemCalls

/// The locks that programs agree on before they touch an mbox: a file `NAME.lock` beside it, then `fcntl` on it, in
/// this order, as most programs take them, so that two of them cannot wait for each other.
final class MailboxLock {
  private let directory: StoreDirectory
  private let name: [UInt8]
  private var hasLockFile = false
  /// A descriptor of our own that holds the `fcntl` lock; -1 where the caller's does.
  private var descriptor: Int32 = -1

  /// Tries in a second.
  private static let rate = 10

  private init(_ name: [UInt8], in directory: StoreDirectory) {
    self.name = name
    self.directory = directory
  }

  deinit {
    if descriptor >= 0 { Kernel.close(descriptor) }
    if hasLockFile { try? Kernel.remove(lockName, in: directory.descriptor) }
  }

  /// Lets go of both locks; without this call that is done at the end of the lock's life, and nobody hears of a failure.
  func release() throws(StoreFailure) {
    if descriptor >= 0 { Kernel.close(descriptor) }
    descriptor = -1
    guard hasLockFile else { return }
    hasLockFile = false
    do throws(SystemError) {
      try Kernel.remove(lockName, in: directory.descriptor)
    } catch {
      throw .lockLeft(directory.path(of: lockName), error)
    }
  }

  private var lockName: [UInt8] { name + Array(".lock".utf8) }

  /// Takes both locks, waiting for at most so many seconds; they are held as long as the result lives.
  ///
  /// - Parameter reading: the mailbox, open for reading; to change it, it is opened once more for writing.
  static func take(
    _ name: [UInt8], in directory: StoreDirectory, reading: Int32, forWriting: Bool,
    waiting seconds: Int, shouldStop: () -> Bool
  ) throws(StoreFailure) -> MailboxLock {
    let lock = MailboxLock(name, in: directory)
    var tries = seconds * rate
    func pauseOrFail() throws(StoreFailure) {
      if shouldStop() { throw .interrupted }
      guard tries > 0 else { throw .locked(directory.path(of: name)) }
      tries -= 1
      usleep(UInt32(1_000_000 / rate))
    }
    while try !lock.makeLockFile(reading, isNeeded: forWriting) { try pauseOrFail() }
    while try !lock.lock(reading, forWriting: forWriting) { try pauseOrFail() }
    return lock
  }

  /// False where another program holds the lock file.
  private func makeLockFile(_ reading: Int32, isNeeded: Bool) throws(StoreFailure) -> Bool {
    // Complete before it has its name: from an empty lock file nobody would see that we are gone. No other file of this process
    // has the number of the open mailbox.
    let name = TemporaryName(owner: .current, number: 1 << 62 | UInt64(reading)).octets
    do throws(SystemError) {
      let file = try Kernel.create(name, in: directory.descriptor)
      defer {
        Kernel.close(file)
        try? Kernel.remove(name, in: directory.descriptor)
      }
      // The process first, as other programs read it; then what a later run of this one knows it by.
      let text = "\(ProcessFacts.number)\n\(Self.mark)\(TemporaryName.Owner.current.text)\n"
      try Kernel.write(Array(text.utf8).span, to: file, at: 0)
      try Kernel.link(name, in: directory.descriptor, to: lockName, in: directory.descriptor)
      hasLockFile = true
      return true
    } catch {
      if error.isExistingName { return try isOfEndedRun() && removeLockFile() }
      // Who may only read a directory cannot leave a lock file in it, and need not to read a mailbox.
      if error.isForbidden && !isNeeded { return true }
      throw .cannotWrite(directory.path(of: lockName), error)
    }
  }

  private static let mark = "logscan "

  /// Whether a killed run of this program left the lock file. Those of other programs are never broken.
  private func isOfEndedRun() throws(StoreFailure) -> Bool {
    do throws(SystemError) {
      let file = try Kernel.open(lockName, in: directory.descriptor, followingLinks: false)
      defer { Kernel.close(file) }
      var octets = [UInt8](repeating: 0, count: 128)
      var room = octets.mutableSpan
      let count = try Kernel.read(file, at: 0, into: &room)
      let lines = octets[..<count].split(separator: 0x0A)
      guard lines.count == 2, lines[1].starts(with: Array(Self.mark.utf8)) else { return false }
      let rest = Array(lines[1].dropFirst(Self.mark.utf8.count))
      let name = TemporaryName(TemporaryName.prefix + rest + Array("-0".utf8))
      return name?.isStale ?? false
    } catch {
      return false
    }
  }

  /// Removes the lock file of an ended run; always false, so that it is made anew.
  private func removeLockFile() -> Bool {
    try? Kernel.remove(lockName, in: directory.descriptor)
    return false
  }

  private func lock(_ reading: Int32, forWriting: Bool) throws(StoreFailure) -> Bool {
    do throws(SystemError) {
      guard forWriting else { return try Kernel.lock(reading, forWriting: false) }
      if descriptor < 0 {
        descriptor = try Kernel.openForWriting(name, in: directory.descriptor)
      }
      return try Kernel.lock(descriptor, forWriting: true)
    } catch {
      throw .cannotReplace(directory.path(of: name), error)
    }
  }
}
