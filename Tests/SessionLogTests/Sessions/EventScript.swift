// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// A small log written as events, for tests of the assembler alone: octets and ranges as the
/// scanner would give them.
struct EventScript {
  private(set) var octets: [UInt8] = []
  private(set) var batch = EventBatch()
  /// Time of the next record, in microseconds.
  var clock: Int64 = 1_528_888_000_000_000
  var thread: UInt64 = 17945

  /// Appends texts to the message under construction; a call returns the text's range.
  struct Message {
    fileprivate(set) var octets: [UInt8] = []

    mutating func callAsFunction(_ text: String) -> TextRange {
      let start = octets.count
      octets += Array(text.utf8)
      octets.append(UInt8(ascii: " "))
      return TextRange(start: start, count: octets.count - 1 - start)
    }
  }

  /// Adds a record; its message consists of the texts that `event` asks for.
  mutating func add(
    _ severity: Severity = .info, from origin: MessageOrigin = .server,
    after seconds: Double = 0.01,
    thread: UInt64? = nil, _ event: (inout Message) -> SessionEvent
  ) {
    clock += Int64(seconds * 1_000_000)
    var message = Message()
    let made = event(&message)
    let start = octets.count
    octets += Array("\(severity) \(thread ?? self.thread) \(clock)] ".utf8)
    let text = octets.count
    octets += message.octets
    batch.events.append(
      LoggedEvent(
        thread: thread ?? self.thread, time: LogTimestamp(microseconds: clock),
        record: TextRange(start: start, count: octets.count - start),
        message: TextRange(start: text, count: octets.count - text), event: made,
        severity: severity, origin: origin, ordinal: UInt64(batch.events.count)))
    octets.append(UInt8(ascii: "\n"))
  }

  mutating func beginSegment() {
    batch.segments.append(EventBatch.Segment(firstEvent: batch.events.count))
  }

  /// The sessions that one assembler, or several with a shard each, makes of the script.
  func sessions(shards: Int = 1) -> [Session] {
    var sink = CollectingSink()
    for shard in 0..<shards {
      var assembler = SessionAssembler(input: 0, shard: shard, of: shards)
      assembler.consume(batch, block: octets.span, into: &sink)
      assembler.finish(into: &sink)
    }
    return sink.sessions.sorted { ($0.firstOrdinal, $0.id) < ($1.firstOrdinal, $1.id) }
  }

  /// What the assembler counted.
  func tally() -> AssemblerTally {
    var sink = CollectingSink()
    var assembler = SessionAssembler(input: 0)
    assembler.consume(batch, block: octets.span, into: &sink)
    assembler.finish(into: &sink)
    return assembler.tally
  }
}

struct CollectingSink: SessionSink {
  private(set) var sessions: [Session] = []

  mutating func take(_ session: inout Session) { sessions.append(session) }
}
