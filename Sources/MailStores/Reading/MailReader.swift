// SPDX-License-Identifier: Apache-2.0
package import OctetSources

/// Reads the messages of the inputs of a plan, one input after the other. Each thread has a reader of its own.
package struct MailReader: ~Copyable {
  private var source: OctetSource
  /// Octets read and not yet done with; 256 KiB suit the processor's caches.
  private var buffer: [UInt8]
  private var filled = 0

  /// Why a look ahead has failed.
  private final class Lookahead {
    var failure: InputFailure?
  }

  private static let capacity = MailRecognition.decisive

  /// A reader for the inputs of a plan.
  package init(_ plan: InputPlan) {
    source = OctetSource(plan)
    buffer = Array(repeating: 0, count: Self.capacity)
  }

  /// Path of an input for people to read.
  package mutating func path(of input: Int) -> String { source.path(of: input) }

  /// Reads all messages of an input. What could be read before a failure has been delivered, the last message as far
  /// as it goes. Of a file that holds no mail no more is read than it takes to see that.
  ///
  /// - Parameter takesText: whether text without header section is taken for a message.
  package mutating func read(
    _ input: Int, takesText: Bool = false, into handler: inout some MessageHandler
  ) -> MailFile {
    var file = MailFile()
    do throws(InputFailure) {
      try source.open(input)
      defer { source.close() }
      try readMessages(input, takesText, &file, &handler)
    } catch {
      file.failure = error
    }
    return file
  }

  private mutating func readMessages(
    _ input: Int, _ takesText: Bool, _ file: inout MailFile, _ handler: inout some MessageHandler
  ) throws(InputFailure) {
    filled = 0
    let path = source.path(of: input)
    let name = MailboxRule.Name(path: path)
    var splitter = MessageSplitter(input: input, name)
    let ahead = Lookahead()
    var failure: InputFailure?
    while true {
      let isFirst = file.octets == 0
      var count = 0
      do {
        count = try fill()
      } catch {
        failure = error
      }
      file.octets += count
      let isAtEnd = source.isAtEnd || count == 0 || failure != nil
      if isAtEnd, file.octets == 0 { break }
      if isFirst {
        let verdict = MailRecognition.verdict(buffer.span.extracting(..<filled), path: path)
        file.isMail = verdict == .mail || verdict == .text && takesText
        if !file.isMail {
          // What is cut or damaged may have been mail: whoever put it there wants to know.
          failure = failure ?? source.failure
          break
        }
        // What is all in the buffer needs no look ahead.
        if !isAtEnd, MailboxRule.mayHoldSeveral(buffer.span.extracting(..<filled), name) {
          splitter.peek = try peek(ahead)
        }
      }
      let done = splitter.split(
        buffer.span.extracting(..<filled), isAtEnd: isAtEnd, into: &handler)
      failure = failure ?? ahead.failure
      if isAtEnd { break }
      keep(from: done)
    }
    if let failure { throw failure }
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
  private func peek(_ ahead: Lookahead) throws(InputFailure) -> ((Int, Int) -> [UInt8])? {
    guard let file = try source.seekableFile() else { return nil }
    return { offset, count in
      var octets = [UInt8](repeating: 0, count: count)
      var room = octets.mutableSpan
      do throws(InputFailure) {
        return Array(octets[..<(try file.read(at: offset, into: &room))])
      } catch {
        ahead.failure = error
        return []
      }
    }
  }

  /// Moves the octets from `start` on to the buffer's beginning.
  private mutating func keep(from start: Int) {
    for index in start..<filled { buffer[index - start] = buffer[index] }
    filled -= start
  }
}
