// SPDX-License-Identifier: Apache-2.0
package import OctetSources

/// Reads the messages of the inputs of a plan, one input after the other. Each thread has a reader of its own.
package struct MailReader: ~Copyable {
  private var source: OctetSource
  /// Octets read and not yet done with; 256 KiB suit the processor's caches.
  private var buffer: [UInt8]
  private var filled = 0

  private static let capacity = 256 << 10

  /// A reader for the inputs of a plan.
  package init(_ plan: InputPlan) {
    source = OctetSource(plan)
    buffer = Array(repeating: 0, count: Self.capacity)
  }

  /// Reads all messages of an input. What could be read before a failure has been delivered, the last message as far
  /// as it goes.
  ///
  /// - Returns: octets of the input, decompressed.
  @discardableResult
  package mutating func read(
    _ input: Int, into handler: inout some MessageHandler
  ) throws(InputFailure) -> Int {
    try source.open(input)
    defer { source.close() }
    filled = 0
    var total = 0
    let name = source.plan.path(of: input).split(separator: "/").last ?? ""
    let isKnownMailbox = MailboxName.saysMailbox(name)
    var splitter = MessageSplitter(input: input, isKnownMailbox: isKnownMailbox)
    var failure: InputFailure?
    while true {
      var count = 0
      do {
        count = try fill()
      } catch {
        failure = error
      }
      if total == 0, isKnownMailbox || MailRecognition.beginsWithEnvelope(buffer.span) {
        splitter.peek = try lookahead()
      }
      total += count
      let isAtEnd = source.isAtEnd || count == 0 || failure != nil
      if isAtEnd, total == 0 { break }
      let done = splitter.split(
        buffer.span.extracting(..<filled), isAtEnd: isAtEnd, into: &handler)
      if isAtEnd { break }
      keep(from: done)
    }
    if let failure { throw failure }
    return total
  }

  private mutating func fill() throws(InputFailure) -> Int {
    // Taken out of `self`, which the source needs for itself.
    var octets = buffer
    buffer = []
    defer { swap(&octets, &buffer) }
    var span = octets.mutableSpan
    var room = span._mutatingExtracting(filled...)
    let count = try source.read(into: &room)
    filled += count
    return count
  }

  /// Reads at any place of the open input, if it is a plain file.
  private func lookahead() throws(InputFailure) -> ((Int, Int) -> [UInt8])? {
    guard let file = try source.seekableFile() else { return nil }
    return { offset, count in
      var octets = [UInt8](repeating: 0, count: count)
      var room = octets.mutableSpan
      let found = (try? file.read(at: offset, into: &room)) ?? 0
      return Array(octets[..<found])
    }
  }

  /// Moves the octets from `start` on to the buffer's beginning.
  private mutating func keep(from start: Int) {
    for index in start..<filled { buffer[index - start] = buffer[index] }
    filled -= start
  }
}
