// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import MIME
internal import OctetSources
internal import SystemCalls

/// What happens to one file.
extension StoreConverter {
  /// Converts a file's messages and puts the new file where it belongs.
  func convert(
    _ input: Input, into observer: inout some ConversionObserver
  ) throws(StoreFailure) {
    var input = input
    var lock: MailboxLock?
    var start = 0
    let name = MailboxRule.Name(path: input.path)
    if try beginning(input, name) != .message || name == .mailbox {
      // Where mail may be delivered, of which a mailbox of one message cannot be told from a file of one.
      if isInPlace, name != .message { lock = try self.lock(&input) }
      attachIndex(input)
      let (first, isMailbox) = try index.kind()
      if isMailbox || isDelivery {
        if lock == nil { lock = try self.lock(&input) }
        try convertMailbox(input, into: &observer)
        try lock?.release()
        return
      }
      // What stands before the message, the `From ` line, stays where it is.
      start = first.offset
    }
    let change = task.isDryRun ? nil : change(input)
    observer.note(try single(start..<input.reader.size, input, change))
    try finish(input, change)
    try lock?.release()
  }

  private var isInPlace: Bool { if case .inPlace = destination { true } else { false } }
  private var isDelivery: Bool { if case .maildir = destination { true } else { false } }

  /// What the store has to do with the messages of a file.
  private func place(_ input: Input, inMailbox: Bool) -> MessageConverter.Place {
    let isLinked = isInPlace && !task.breaksLinks && (input.facts?.linkCount ?? 1) > 1
    return MessageConverter.Place(isInMailbox: inMailbox, mayBeSplit: inMailbox, isLinked: isLinked)
  }

  /// What the name says of the file that the messages of an input go to.
  private func newName(_ input: Input) -> MailboxRule.Name {
    guard case .tree(let tree) = destination, let name = tree.fileName else {
      return MailboxRule.Name(path: input.path)
    }
    return MailboxRule.Name(path: String(decoding: name, as: UTF8.self))
  }

  private func beginning(
    _ input: Input, _ name: MailboxRule.Name
  ) throws(StoreFailure) -> MailboxRule.Beginning {
    try input.reader.withBlock(at: 0, before: input.reader.size) {
      MailboxRule.beginning($0, name)
    }
  }

  private func attachIndex(_ input: Input) {
    index.attach(
      input.reader.descriptor, size: input.reader.size, path: input.path,
      MailboxRule.Name(path: input.path))
  }

  /// The one message of a file.
  private func single(
    _ range: Range<Int>, _ input: Input, _ change: FileChange?
  ) throws(StoreFailure) -> MessageResult {
    var place = place(input, inMailbox: false)
    let name = MailboxRule.Name(path: input.path)
    place.name = newName(input)
    // Other programs may look for `From ` lines where this one does not.
    let beginning = try beginning(input, name)
    place.mayBeSplit = name == .mailbox || place.name == .mailbox || beginning != .message
    var message = try converter.process(range, in: input.reader, place, change)
    message.offset = range.lowerBound
    if message.outcome == .fault { try check(input) }
    return message
  }

  /// A file of several messages, which is locked.
  private func convertMailbox(
    _ input: Input, into observer: inout some ConversionObserver
  ) throws(StoreFailure) {
    attachIndex(input)
    if isDelivery { return try deliver(input, into: &observer) }
    if cannotHoldBinary { throw .mailboxNotBinary(input.path) }
    let change = task.isDryRun ? nil : change(input)
    let place = place(input, inMailbox: true)
    var count = 0
    while let messages = try index.next() {
      if task.shouldStop() { throw .interrupted }
      for found in messages {
        observer.note(try self.message(found, input, place, change))
      }
      count += messages.count
    }
    if let change, change.changesFile { try requireMessages(count, input, change) }
    try finish(input, change)
  }

  /// Reads the new mailbox: it must hold as many messages as the old one.
  private func requireMessages(
    _ count: Int, _ input: Input, _ change: FileChange
  ) throws(StoreFailure) {
    try change.finish()
    try writer.flush()
    index.attach(
      writer.descriptor, size: writer.position, path: writer.path, newName(input))
    var found = 0
    while let messages = try index.next() { found += messages.count }
    guard found == count else { throw .otherMessages(input.path, before: count, after: found) }
  }

  /// Whether the user asks for the one thing that cannot be had: a mailbox, and nothing else, in binary. Of mailboxes among
  /// other files each message is reported.
  private var cannotHoldBinary: Bool {
    guard task.policy()?.target == .binary else { return false }
    return switch destination {
    case .stream: true
    case .tree(let tree): tree.fileName != nil
    case .inPlace, .maildir: false
    }
  }

  /// One of several messages of a file.
  private func message(
    _ found: MailboxIndex.Message, _ input: Input, _ place: MessageConverter.Place,
    _ change: FileChange?
  ) throws(StoreFailure) -> MessageResult {
    var message = try converter.process(found.range, in: input.reader, place, change)
    message.number = found.number
    message.offset = found.range.lowerBound
    if message.outcome == .fault { try check(input) }
    return message
  }

  /// Locks a mailbox, and looks at it again: mail may have come, or it may be another file, since it was opened. A dry run
  /// writes no lock file and needs none: nothing comes of what it saw.
  private func lock(_ input: inout Input) throws(StoreFailure) -> MailboxLock? {
    guard let source = input.folder.source, let descriptor = input.descriptor, !task.isDryRun
    else { return nil }
    let lock = try MailboxLock.take(
      input.name, in: source, reading: descriptor, forWriting: isInPlace,
      waiting: task.lockWait, shouldStop: task.shouldStop)
    try reopen(&input)
    return lock
  }

  /// Delivers the messages of a mailbox one by one. What was delivered before a failure stays, and the next run finds it.
  private func deliver(
    _ input: Input, into observer: inout some ConversionObserver
  ) throws(StoreFailure) {
    let seconds = input.facts?.modified.tv_sec ?? 0
    let place = place(input, inMailbox: false)
    while let messages = try index.next() {
      for found in messages {
        let change = task.isDryRun ? nil : self.change(input, found.range)
        let message = try self.message(found, input, place, change)
        if let change {
          try change.finish()
          let name = MaildirDelivery.name(
            mailbox: input.name, changed: seconds, number: found.number, size: writer.position)
          try check(input)
          let isNew = try writer.join(
            name, in: input.folder.target, original(input), isSynchronized: input.folder.isLive)
          if isNew { input.folder.isChanged = true }
        }
        observer.note(message)
      }
    }
    try check(input)
  }

  /// The file whose facts the new one takes over.
  private func original(_ input: Input) -> StoreWriter.Original? {
    input.facts.map {
      StoreWriter.Original(facts: $0, descriptor: input.descriptor, path: input.path)
    }
  }

  /// Looks at a mailbox again once it is locked.
  private func reopen(_ input: inout Input) throws(StoreFailure) {
    // What was decompressed is not read again: the file must still be what it was.
    if input.isSpooled { return try check(input) }
    guard let source = input.folder.source, let before = input.facts,
      let descriptor = input.descriptor
    else { return }
    let named: FileFacts?
    let open: FileFacts
    do throws(SystemError) {
      named = try Kernel.factsIfThere(of: input.name, in: source.descriptor)
      open = try Kernel.facts(of: descriptor)
    } catch {
      throw .cannotRead(input.path, error)
    }
    guard let named, named.isSameFile(as: open), open.isSameFile(as: before) else {
      throw .changedMeanwhile(input.path)
    }
    input.facts = open
    input.reader.attach(descriptor, size: open.size, path: input.path)
  }

  /// Throws if somebody has changed the file since it was opened.
  private func check(_ input: Input) throws(StoreFailure) {
    guard let before = input.facts, let descriptor = input.descriptor else { return }
    try before.requireUnchanged(input.path) { () throws(SystemError) in
      try Kernel.facts(of: descriptor)
    }
  }

  // MARK: - Endings

  /// Copies a file that is not mail, where the destination is another place.
  func copy(_ input: Input) throws(StoreFailure) {
    guard !task.isDryRun else { return }
    let change = change(input)
    switch destination {
    case .inPlace: return
    case .tree:
      try change.finish()
      try join(input, as: input.name)
    case .maildir: return
    case .stream(let sink):
      try change.finish()
      try emit(to: sink)
    }
  }

  /// A new form of the file, or of a range of it.
  private func change(_ input: Input, _ range: Range<Int>? = nil) -> FileChange {
    let isUnnamed = if case .stream = destination { true } else { false }
    return FileChange(input.reader, range, writer, in: input.folder.temporary, isUnnamed: isUnnamed)
  }

  /// Hands out the new file.
  private func emit(to sink: (Span<UInt8>) -> Void) throws(StoreFailure) {
    try writer.flush()
    let written = BlockReader(capacity: 256 << 10)
    written.attach(writer.descriptor, size: writer.position, path: writer.path)
    try written.forEachBlock(of: 0..<writer.position) { sink($0) }
  }

  /// Puts a file of mail where it belongs, changed or not.
  private func finish(_ input: Input, _ change: FileChange?) throws(StoreFailure) {
    guard let change else { return }
    switch destination {
    case .inPlace:
      try replace(input, change)
    case .tree:
      try change.finish()
      try check(input)
      let sizes = try newSizes(input, size: writer.position)
      try join(input, as: sizes?.name(of: input.name) ?? input.name)
    case .maildir: return
    case .stream(let sink):
      try change.finish()
      try check(input)
      try emit(to: sink)
    }
  }

  private func join(_ input: Input, as name: [UInt8]) throws(StoreFailure) {
    guard case .tree(let tree) = destination else { return }
    // What is not live is synchronized when all is there.
    let isLive = input.folder.isLive
    let isNew = try writer.join(
      tree.fileName ?? name, in: input.folder.target, original(input), isSynchronized: isLive)
    if isNew, isLive { input.folder.isChanged = true }
  }

  private func replace(_ input: Input, _ change: FileChange) throws(StoreFailure) {
    guard let original = original(input) else { return }
    let folder = input.folder
    var present = input.name
    let sizes: Sizes?
    if change.changesFile {
      try change.finish()
      sizes = try newSizes(input, size: writer.position)
      present = try writer.replace(original, in: folder.target) { presentName(input) }
      folder.isChanged = true
    } else {
      writer.abandon()
      // A run that was killed between the new content and the new name left a name that lies.
      sizes = try newSizes(input, size: input.reader.size)
    }
    if let sizes { try rename(present, input, sizes) }
  }

  /// The name that a message has now: its flags may have changed since it was opened.
  private func presentName(_ input: Input) -> [UInt8] {
    let facts = try? Kernel.factsIfThere(of: input.name, in: input.folder.target.descriptor)
    if facts != nil { return input.name }
    return input.folder.presentName(of: input.name, lookingAgain: true) ?? input.name
  }

  /// Gives a message a name that includes its sizes, flags as they are by now.
  private func rename(_ name: [UInt8], _ input: Input, _ sizes: Sizes) throws(StoreFailure) {
    let folder = input.folder
    var present = name
    for mayHaveChanged in [true, true, false] {
      do throws(SystemError) {
        let descriptor = folder.target.descriptor
        try Kernel.rename(
          present, in: descriptor, to: sizes.name(of: present), in: descriptor, .refuse)
        folder.isChanged = true
        return
      } catch {
        guard mayHaveChanged, error.isMissingName,
          let other = folder.presentName(of: present, lookingAgain: true)
        else { throw .cannotReplace(input.path, error) }
        present = other
      }
    }
  }

  /// What the name of a message in a Maildir is to include.
  private struct Sizes {
    var size: Int
    var wireSize: Int?

    func name(of name: [UInt8]) -> [UInt8] {
      MaildirName(name).telling(size: size, wireSize: wireSize)
    }
  }

  /// The sizes of a message in a Maildir when it has so many octets; nil where its name includes them already, or none, as that of
  /// any other file.
  private func newSizes(_ input: Input, size: Int) throws(StoreFailure) -> Sizes? {
    let name = MaildirName(input.name)
    guard input.folder.kind == .messages, let told = name.size, told != size else { return nil }
    return Sizes(size: size, wireSize: name.tellsWireSize ? try wireSize(input, of: size) : nil)
  }

  /// Octets of the new file, or of the old one if there is none, with CRLF line ends.
  ///
  /// QUIRK: a binary message is in wire form, and its lone LF are content. Dovecot serves such a file as it stands if the
  /// name says that both sizes are the same, and makes CRLF of its LF otherwise.
  private func wireSize(_ input: Input, of size: Int) throws(StoreFailure) -> Int {
    if task.policy()?.target == .binary { return size }
    var counter = WireCounter()
    if writer.isOpen {
      try writer.flush()
      let written = BlockReader(capacity: 256 << 10)
      written.attach(writer.descriptor, size: writer.position, path: writer.path)
      try written.forEachBlock(of: 0..<writer.position) { counter.write($0) }
    } else {
      try input.reader.forEachBlock(of: 0..<input.reader.size) { counter.write($0) }
    }
    return counter.count
  }
}

/// Counts octets as if each lone LF were CRLF.
private struct WireCounter: OctetSink {
  private(set) var count = 0
  private var last: UInt8 = 0

  mutating func write(_ octets: Span<UInt8>) {
    guard octets.count > 0 else { return }
    count += octets.count
    var index = 0
    while let lineFeed = OctetSearch.lineFeed(in: octets, from: index) {
      if (lineFeed == 0 ? last : octets[lineFeed - 1]) != 0x0D { count += 1 }
      index = lineFeed + 1
    }
    last = octets[octets.count - 1]
  }
}
