// SPDX-License-Identifier: Apache-2.0
internal import MIME
internal import OctetSources
internal import SystemCalls

/// Writes one new file after the other, each under a temporary name first. A file gets its name when it is complete
/// and on the disk, or goes without a trace.
///
/// A failed write is kept and thrown by the next call that can throw: sinks of octets do not.
final class StoreWriter: OctetSink {
  private var buffer: [UInt8]
  private var filled = 0
  /// Octets that have left the buffer.
  private var flushed = 0
  private var failure: StoreFailure?
  private var file: OpenFile?
  private var target: Target?
  private var count: UInt64 = 0
  /// Tells the numbers of the writers of one process apart.
  private let lane: UInt64

  private struct OpenFile {
    var descriptor: Int32
    var directory: StoreDirectory
    /// Empty if it has no name any more.
    var name: [UInt8]
  }

  private struct Target {
    var directory: StoreDirectory
    /// Whether the file is for this run only, and gone with it.
    var isUnnamed: Bool
  }

  /// A file whose facts the new one takes over.
  struct Original {
    var facts: FileFacts
    /// Where its attributes are; nil where the octets came from elsewhere.
    var descriptor: Int32?
    /// For messages to people.
    var path: String
  }

  /// Octets handed to the kernel at once, from offsets that are multiples of it. To copy them here first costs less than the
  /// kernel saves: it keeps a file's octets in pieces as large as those it gets, and has the less to do the fewer there are.
  private static let capacity = 256 << 10

  /// `lane` is a number that no other writer of this process has.
  init(lane: Int) {
    self.lane = UInt64(lane)
    buffer = Array(repeating: 0, count: Self.capacity)
  }

  deinit { abandon() }

  /// Whether a file has been begun.
  var isOpen: Bool { target != nil }
  /// Octets written so far.
  var position: Int { flushed + filled }
  /// For reading back; valid while the file is open.
  var descriptor: Int32 { file?.descriptor ?? -1 }
  /// For messages to people: the directory, since the file's name of the moment says nothing to them.
  var path: String { file?.directory.shownPath ?? "" }

  /// Begins a file in a directory. It comes into being when the buffer is full or is flushed: what is taken back
  /// before that has never been on the disk.
  func begin(in directory: StoreDirectory, isUnnamed: Bool = false) {
    abandon()
    target = Target(directory: directory, isUnnamed: isUnnamed)
  }

  /// Makes the file.
  private func create(_ target: Target) throws(StoreFailure) -> OpenFile {
    count += 1
    let directory = target.directory
    var name = TemporaryName(owner: .current, number: lane << 40 | count).octets
    do throws(SystemError) {
      let descriptor = try Kernel.create(name, in: directory.descriptor)
      if target.isUnnamed {
        try Kernel.remove(name, in: directory.descriptor)
        name = []
      }
      return OpenFile(descriptor: descriptor, directory: directory, name: name)
    } catch {
      throw .cannotWrite(directory.shownPath, error)
    }
  }

  // MARK: - Octets

  func write(_ octets: Span<UInt8>) {
    guard failure == nil else { return }
    var start = 0
    while start < octets.count {
      // Behind octets that were flushed early, up to the next multiple.
      let room = buffer.count - flushed % buffer.count - filled
      let count = min(octets.count - start, room)
      let piece = octets.extracting(start..<(start + count))
      start += count
      if count == buffer.count {
        send(piece)
        continue
      }
      Kernel.copy(piece, into: &buffer, at: filled)
      filled += count
      if count == room { flushBuffer() }
    }
  }

  /// Copies a range of another file.
  func copy(_ range: Range<Int>, from source: BlockReader) throws(StoreFailure) {
    guard !range.isEmpty else { return }
    // Small ranges are in the reader's buffer, or will be.
    if range.count > BlockReader.capacity {
      try flush()
      let file = try opened()
      do throws(SystemError) {
        if try Kernel.copy(source.descriptor, range, to: file.descriptor, at: flushed) {
          flushed += range.count
          return
        }
      } catch {
        throw .cannotWrite(path, error)
      }
    }
    try source.forEachBlock(of: range) { octets throws(StoreFailure) in
      write(octets)
      try check()
    }
  }

  /// Throws what a write has failed with.
  func check() throws(StoreFailure) {
    if let failure { throw failure }
  }

  /// Writes what is in the buffer.
  func flush() throws(StoreFailure) {
    flushBuffer()
    try check()
  }

  private func flushBuffer() {
    guard filled > 0 else { return }
    send(buffer.span.extracting(..<filled))
    filled = 0
  }

  private func send(_ octets: Span<UInt8>) {
    guard failure == nil else { return }
    do throws(StoreFailure) {
      let file = try opened()
      do throws(SystemError) {
        try Kernel.write(octets, to: file.descriptor, at: flushed)
        flushed += octets.count
      } catch {
        throw .cannotWrite(file.directory.shownPath, error)
      }
    } catch {
      failure = error
    }
  }

  /// The file, made now if it was not before.
  private func opened() throws(StoreFailure) -> OpenFile {
    if let file { return file }
    guard let target else { preconditionFailure("octets are written before a file is begun") }
    let made = try create(target)
    file = made
    return made
  }

  /// Takes back everything from `position` on.
  func truncate(to position: Int) throws(StoreFailure) {
    if position >= flushed {
      filled = position - flushed
    } else if let file {
      filled = 0
      flushed = position
      do throws(SystemError) {
        try Kernel.truncate(file.descriptor, to: position)
      } catch {
        throw .cannotWrite(path, error)
      }
    }
  }

  // MARK: - Endings

  /// Removes the file; nothing if there is none.
  func abandon() {
    if let file {
      Kernel.close(file.descriptor)
      if !file.name.isEmpty { try? Kernel.remove(file.name, in: file.directory.descriptor) }
    }
    forget()
  }

  private func forget() {
    file = nil
    target = nil
    filled = 0
    flushed = 0
    failure = nil
  }

  /// Writes the rest, gives the file the facts of another one, and sees to it that it is on the disk.
  private func complete(
    _ original: Original?, isReplacement: Bool, isSynchronized: Bool
  ) throws(StoreFailure) -> OpenFile {
    try flush()
    // A file without octets has not come into being yet.
    let file = try opened()
    do throws(SystemError) {
      if let original {
        try Kernel.set(
          original.facts, of: file.descriptor, from: original.descriptor, isStrict: isReplacement)
      }
    } catch {
      if let original, isReplacement { throw .cannotKeepFacts(original.path, error) }
      throw .cannotWrite(path, error)
    }
    do throws(SystemError) {
      if isSynchronized { try Kernel.synchronize(file.descriptor) }
    } catch {
      throw .cannotWrite(path, error)
    }
    return file
  }

  /// Puts the file in the place of another one, which must still be the file that `old` are facts of.
  ///
  /// Both names swap their files in one step, so the name never leads to nothing and nobody else's file is ever
  /// overwritten: what came out is looked at, and put back if it is not what was read.
  ///
  /// - Parameter present: the other file's name, asked for when the new one is complete, which takes its time.
  /// - Returns: that name.
  func replace(
    _ old: Original, in directory: StoreDirectory, named present: () -> [UInt8]
  ) throws(StoreFailure) -> [UInt8] {
    defer { forget() }
    do throws(StoreFailure) {
      let file = try complete(old, isReplacement: true, isSynchronized: true)
      let name = present()
      try old.facts.requireUnchanged(directory.path(of: name)) { () throws(SystemError) in
        try Kernel.factsIfThere(of: name, in: directory.descriptor)
      }
      try exchange(file, name, in: directory, old.facts)
      Kernel.close(file.descriptor)
      return name
    } catch {
      abandon()
      throw error
    }
  }

  private func exchange(
    _ file: OpenFile, _ name: [UInt8], in directory: StoreDirectory, _ old: FileFacts
  ) throws(StoreFailure) {
    func rename(_ rule: Kernel.RenameRule) throws(SystemError) {
      try Kernel.rename(
        file.name, in: file.directory.descriptor, to: name, in: directory.descriptor, rule)
    }
    do throws(SystemError) {
      try rename(.exchange)
    } catch {
      if error.isMissingName { throw .changedMeanwhile(directory.path(of: name)) }
      guard error.isUnsupported else { throw .cannotReplace(directory.path(of: name), error) }
      // QUIRK: network file systems cannot swap names; the plain rename has a moment between look and act.
      do throws(SystemError) {
        return try rename(.replace)
      } catch {
        throw .cannotReplace(directory.path(of: name), error)
      }
    }
    // From here on the temporary name leads to what stood there.
    let out = try? Kernel.factsIfThere(of: file.name, in: file.directory.descriptor)
    if let out, out.isUnchanged(old) {
      // If it cannot be removed now, the next run removes it.
      try? Kernel.remove(file.name, in: file.directory.descriptor)
      return
    }
    if (try? rename(.exchange)) == nil {
      // It is another program's file now, not to be removed with ours. The new form has been given another name
      // meanwhile, so that this one may be free.
      self.file?.name = []
      if (try? rename(.refuse)) == nil {
        throw .displaced(directory.path(of: name), now: file.directory.path(of: file.name))
      }
    }
    throw .changedMeanwhile(directory.path(of: name))
  }

  /// Gives the file a name that must be free.
  ///
  /// - Returns: false if a file with the same octets has that name already; then this one is removed.
  func join(
    _ name: [UInt8], in directory: StoreDirectory, _ original: Original?, isSynchronized: Bool
  ) throws(StoreFailure) -> Bool {
    defer { abandon() }
    let file = try complete(original, isReplacement: false, isSynchronized: isSynchronized)
    do throws(SystemError) {
      try place(file, name, in: directory)
      Kernel.close(file.descriptor)
      self.file = nil
      return true
    } catch {
      guard error.isExistingName else {
        throw .cannotWrite(directory.path(of: name), error)
      }
      guard try isSame(file, name, in: directory) else { throw .exists(directory.path(of: name)) }
      return false
    }
  }

  private func place(
    _ file: OpenFile, _ name: [UInt8], in directory: StoreDirectory
  ) throws(SystemError) {
    do throws(SystemError) {
      try Kernel.rename(
        file.name, in: file.directory.descriptor, to: name, in: directory.descriptor, .refuse)
    } catch {
      guard error.isUnsupported else { throw error }
      // QUIRK: network file systems know no rename that refuses; a link does.
      try Kernel.link(
        file.name, in: file.directory.descriptor, to: name, in: directory.descriptor)
      try Kernel.remove(file.name, in: file.directory.descriptor)
    }
  }

  /// Whether a file that exists holds the octets of the new one.
  private func isSame(
    _ file: OpenFile, _ name: [UInt8], in directory: StoreDirectory
  ) throws(StoreFailure) -> Bool {
    let path = directory.path(of: name)
    do throws(SystemError) {
      let other = try Kernel.open(name, in: directory.descriptor, followingLinks: false)
      defer { Kernel.close(other) }
      let facts = try Kernel.facts(of: other)
      guard facts.kind == .regular, facts.size == flushed else { return false }
      var one = [UInt8](repeating: 0, count: 64 << 10)
      var two = one
      var offset = 0
      while offset < flushed {
        var roomOne = one.mutableSpan
        let count = try Kernel.read(other, at: offset, into: &roomOne)
        var roomTwo = two.mutableSpan
        guard try Kernel.read(file.descriptor, at: offset, into: &roomTwo) == count, count > 0,
          Kernel.equal(one.span.extracting(..<count), two.span.extracting(..<count))
        else { return false }
        offset += count
      }
      return true
    } catch {
      throw .cannotRead(path, error)
    }
  }
}
