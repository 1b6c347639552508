// SPDX-License-Identifier: Apache-2.0
internal import MIME
package import OctetSources
internal import SystemCalls

/// Converts the files of a plan, in place or into another store. Each thread has one of its own.
package struct StoreConverter: ~Copyable {
  /// Where new forms go.
  package enum Destination: Sendable {
    case inPlace
    case tree(DestinationTree)
    /// The messages of mailboxes become files of a Maildir.
    case maildir(MaildirDelivery)
    /// The one input's new form goes to the closure, in blocks, when it is complete.
    case stream(@Sendable (Span<UInt8>) -> Void)
  }

  /// One input while it is being dealt with.
  struct Input {
    var path: String
    var name: [UInt8]
    var folder: StoreFolder
    /// Its octets; from a spool if they cannot be read twice.
    var reader: BlockReader
    /// Nil if the input is a pipe.
    var facts: FileFacts?
    /// The file of these facts, whose octets may come from a spool.
    var descriptor: Int32?
    /// Whether the octets come from a spool: they were decompressed, or come from a pipe.
    var isSpooled = false
  }

  private var source: OctetSource
  let task: ConversionTask
  let destination: Destination
  private let reader = BlockReader(usesWindow: true)
  let index = MailboxIndex()
  let writer: StoreWriter
  let converter: MessageConverter
  private let spool: SpoolFile
  private var folder: StoreFolder?

  /// `lane` is a number that no other converter of this process has.
  package init(
    _ plan: InputPlan, _ task: ConversionTask, to destination: Destination, lane: Int
  ) {
    source = OctetSource(plan)
    self.task = task
    self.destination = destination
    writer = StoreWriter(lane: lane)
    converter = MessageConverter(task, lane: 2 * lane)
    spool = SpoolFile(lane: 2 * lane + 1)
  }

  /// Deals with an input. After a failure its file is as it was, and there is no new one; of a mailbox that is delivered into
  /// a Maildir, the messages that were delivered before stay there.
  ///
  /// - Returns: octets of the input.
  package mutating func process(
    _ number: Int, into observer: inout some ConversionObserver
  ) throws(StoreFailure) -> Int {
    defer {
      reader.detach()
      writer.abandon()
      spool.clear()
      source.close()
    }
    let path = source.plan.path(of: number)
    let folder = try enter(source.plan.folder(of: number))
    do throws(InputFailure) {
      try open(number, in: folder)
    } catch {
      if case .cannotOpen(let error) = error, error.isMissingName {
        // A lock that has been let go since the directory was read, or what was removed before the run began.
        if Self.isLock(source.name) || TemporaryName(source.name) != nil { return 0 }
        throw .changedMeanwhile(path)
      }
      throw .unreadable(path, error)
    }
    if let name = TemporaryName(source.name) {
      observer.note(try remove(name, in: folder), octets: 0)
      return 0
    }
    if folder.kind == .unfinished {
      observer.note(.unfinished, octets: 0)
      return 0
    }
    var input = Input(path: path, name: source.name, folder: folder, reader: reader)
    if source.isRegular {
      input.descriptor = source.descriptor
      input.facts = try facts(of: source.descriptor, path)
      reader.attach(source.descriptor, size: input.facts?.size ?? 0, path: path)
    } else {
      input.reader = try spooled(path)
      input.isSpooled = true
      task.spooled()
    }
    var outcome = try recognise(input)
    if outcome == .compressed, readsCompressed {
      input.reader = try spooled(path)
      input.isSpooled = true
      outcome = try recognise(input)
    }
    let size = input.reader.size
    if outcome != .mail, size <= Self.longestLock, Self.isLock(source.name) {
      observer.note(.unfinished, octets: 0)
      return 0
    }
    if outcome == .mail {
      try convert(input, into: &observer)
    } else {
      try copy(input)
    }
    observer.note(outcome, octets: size)
    return size
  }

  /// Ends the work in the last directory.
  package mutating func finish() throws(StoreFailure) {
    defer { folder = nil }
    try folder?.synchronize()
  }

  // MARK: - Opening

  /// Whether a compressed input is decompressed: if its messages go to a file of another name, or to standard output.
  /// Elsewhere it is a file like any other.
  private var readsCompressed: Bool {
    switch destination {
    case .inPlace: false
    case .tree(let tree): tree.fileName != nil
    case .stream, .maildir: true
    }
  }

  /// Opens an input. A message of a Maildir may have other flags by now, and so another name.
  private mutating func open(_ number: Int, in folder: StoreFolder) throws(InputFailure) {
    do throws(InputFailure) {
      try source.open(number)
    } catch {
      guard case .cannotOpen(let reason) = error, reason.isMissingName else { throw error }
      let name = source.name
      for isFresh in [false, true] {
        guard let present = folder.presentName(of: name, lookingAgain: isFresh) else { continue }
        if (try? source.open(number, named: present)) != nil { return }
      }
      throw error
    }
  }

  /// The directory of inputs with this number, kept from one input to the next.
  private mutating func enter(_ number: Int?) throws(StoreFailure) -> StoreFolder {
    if let folder, folder.number == number { return folder }
    try finish()
    let sourcePath = number.map { source.plan.path(ofFolder: $0) }
    var targetPath: [UInt8]?
    var isNew = false
    switch destination {
    case .inPlace: break
    // What is not written needs no directory, and there may be none.
    case _ where task.isDryRun: if sourcePath == nil { targetPath = SpoolFile.folder }
    case .tree(let tree):
      let path = tree.path(for: sourcePath)
      targetPath = path
      isNew = tree.isNew(path)
    case .maildir(let maildir):
      targetPath = maildir.path + Array("new/".utf8)
      isNew = maildir.isNew
    case .stream: targetPath = SpoolFile.folder
    }
    let entered = try StoreFolder(
      number: number, sourcePath: sourcePath, targetPath: targetPath, isNew: isNew)
    folder = entered
    return entered
  }

  private func facts(of descriptor: Int32, _ path: String) throws(StoreFailure) -> FileFacts {
    do throws(SystemError) {
      return try Kernel.facts(of: descriptor)
    } catch {
      throw .cannotRead(path, error)
    }
  }

  /// Octets of a lock file, at most.
  private static let longestLock = 256

  /// Whether a name is that of a lock file, this program's own included: those belong to who made them.
  private static func isLock(_ name: [UInt8]) -> Bool {
    name.suffix(5).elementsEqual(".lock".utf8)
  }

  /// Whose temporary file this is. In place, those of ended runs are removed; a source that is only read stays as it is.
  private func remove(
    _ name: TemporaryName, in folder: StoreFolder
  ) throws(StoreFailure) -> FileOutcome {
    guard name.isStale, case .inPlace = destination, !task.isDryRun else { return .temporary }
    do throws(SystemError) {
      try Kernel.remove(source.name, in: folder.target.descriptor)
      return .leftover
    } catch {
      throw .cannotWrite(folder.target.path(of: source.name), error)
    }
  }

  /// Reads everything that is left of the input into a temporary file.
  private mutating func spooled(_ path: String) throws(StoreFailure) -> BlockReader {
    let sink = try spool.begin()
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    while !source.isAtEnd {
      if task.shouldStop() { throw .interrupted }
      do throws(InputFailure) {
        var room = buffer.mutableSpan
        let count = try source.read(into: &room)
        sink.write(buffer.span.extracting(..<count))
      } catch {
        throw .unreadable(path, error)
      }
      try sink.check()
    }
    return try spool.finish()
  }

  /// What a file is, by its first octets.
  private func recognise(_ input: Input) throws(StoreFailure) -> FileOutcome {
    try input.reader.withBlock(at: 0, before: input.reader.size) { block in
      if block.isEmpty { return .empty }
      if Compression(startOf: block) != nil { return .compressed }
      return MailRecognition.verdict(block, path: input.path) == .mail ? .mail : .notMail
    }
  }
}
