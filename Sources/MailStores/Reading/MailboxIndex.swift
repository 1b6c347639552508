// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import OctetSources
internal import SystemCalls

/// Finds the messages in an open file that can be read at any place, a block at a time.
final class MailboxIndex {
  /// A message that was found.
  struct Message: Equatable {
    var number: Int
    /// Its octets, without `From ` line and without the empty line that separates it from the next.
    var range: Range<Int>
    var hasEnvelope: Bool
  }

  /// Keeps the places of the messages that have ended.
  private struct Collector: MessageHandler {
    var ended: [Message] = []
    var first: MessagePlace?
    var place = MessagePlace(input: 0, number: 0, offset: 0)
    var count = 0

    mutating func beginMessage(_ place: MessagePlace) {
      if first == nil { first = place }
      self.place = place
      count = 0
    }
    mutating func receive(_ octets: Span<UInt8>) { count += octets.count }
    mutating func endMessage() {
      ended.append(
        Message(
          number: place.number, range: place.offset..<(place.offset + count),
          hasEnvelope: place.hasEnvelope))
    }
  }

  private let reader = BlockReader(capacity: 256 << 10)
  private var splitter = MessageSplitter(input: 0, .unknown)
  private var name = MailboxRule.Name.unknown
  private var collector = Collector()
  private var offset = 0
  private var isAtEnd = false
  /// What kept the splitter from looking ahead, so that its messages are not to be trusted.
  private var peekFailure: StoreFailure?
  /// For messages to people.
  private var path = ""

  /// Turns to a file whose name says this of it.
  func attach(_ descriptor: Int32, size: Int, path: String, _ name: MailboxRule.Name) {
    reader.attach(descriptor, size: size, path: path)
    self.name = name
    splitter = MessageSplitter(input: 0, name)
    let reader = reader
    splitter.peek = { [weak self] offset, count in
      do throws(StoreFailure) {
        return try reader.octets(at: offset, count: count)
      } catch {
        self?.peekFailure = error
        return []
      }
    }
    peekFailure = nil
    self.path = path
    collector = Collector()
    offset = 0
    isAtEnd = false
  }

  /// Whether the file begins like an mbox, and its name or a second message says that it is one.
  func isMailbox() throws(StoreFailure) -> Bool {
    let beginning = try reader.withBlock(at: 0, before: reader.size) {
      MailboxRule.beginning($0, name)
    }
    if name == .message || beginning == .message { return false }
    if name == .mailbox, beginning != .rest { return true }
    return try kind().isMailbox
  }

  /// The messages that end within the next block; nil when all were given.
  func next() throws(StoreFailure) -> [Message]? {
    guard !isAtEnd else { return nil }
    collector.ended.removeAll(keepingCapacity: true)
    let start = offset
    isAtEnd = try reader.withFullBlock(at: offset) { block in
      let isAtEnd = offset + block.count >= reader.size
      offset += splitter.split(block, isAtEnd: isAtEnd, into: &collector)
      return isAtEnd
    }
    // The splitter holds back less than a block; if ever it does not, the run must not go on for ever.
    if !isAtEnd, offset == start { throw .cannotRead(path, SystemError(number: EOVERFLOW)) }
    if let peekFailure { throw peekFailure }
    return collector.ended
  }

  /// What the file is: where its first message begins, and whether there is another one. Reads no further than it must.
  func kind() throws(StoreFailure) -> (first: MessagePlace, isMailbox: Bool) {
    while collector.place.number < 2, try next() != nil {}
    return (collector.first ?? collector.place, collector.place.number > 1)
  }
}
