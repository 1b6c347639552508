// SPDX-License-Identifier: Apache-2.0

/// Rendered sessions, kept until all input was read.
///
/// Up to `memoryLimit` octets stay in memory; beyond, they go to a temporary file, so that a
/// listing needs 48 octets of memory for each session, however long its text.
struct SessionSpool: ~Copyable {
  /// Where a session's octets lie, and its place in the order of output.
  private struct Entry {
    var place: SessionPlace
    /// Octets before and behind the mark of the fallback.
    var before: UInt32
    var after: UInt32
    var id: UInt64
    var offset: UInt64

    var count: Int { Int(before) + Int(after) }

    static func precedes(_ a: Entry, _ b: Entry) -> Bool {
      (a.place, a.id) < (b.place, b.id)
    }
  }

  private var entries: [Entry] = []
  private var memory: [UInt8] = []
  private var file: TemporaryFile?
  /// Octets in the file.
  private var spilled: UInt64 = 0
  private let memoryLimit: Int

  init(memoryLimit: Int = 8 << 20) { self.memoryLimit = memoryLimit }

  mutating func append(
    _ session: RenderedSession, id: UInt64, at place: SessionPlace
  ) throws(TemporaryFileFailure) {
    entries.append(
      Entry(
        place: place, before: UInt32(truncatingIfNeeded: session.before.count),
        after: UInt32(truncatingIfNeeded: session.after.count), id: id,
        offset: spilled + UInt64(memory.count)))
    memory.append(contentsOf: session.before)
    memory.append(contentsOf: session.after)
    guard memory.count > memoryLimit else { return }
    if file == nil { file = try TemporaryFile() }
    try file?.append(memory)
    spilled += UInt64(memory.count)
    memory.removeAll(keepingCapacity: true)
  }

  /// Hands out all sessions in order; those in `moved` count as standing at that place if it is
  /// an earlier one.
  mutating func drain(
    moved: [UInt64: SessionPlace],
    _ body: (_ id: UInt64, _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>) throws -> Void
  ) throws {
    if !moved.isEmpty {
      for index in entries.indices {
        if let place = moved[entries[index].id], place < entries[index].place {
          entries[index].place = place
        }
      }
    }
    entries.sort(by: Entry.precedes)
    var window: ArraySlice<UInt8> = []
    var windowStart: UInt64 = 0
    for entry in entries {
      let isInMemory = entry.offset >= spilled
      if !isInMemory, !Self.holds(window, from: windowStart, entry) {
        window = try file?.read(at: entry.offset, count: max(entry.count, 256 << 10))[...] ?? []
        windowStart = entry.offset
      }
      let octets = isInMemory ? memory[...] : window
      let start = Int(entry.offset - (isInMemory ? spilled : windowStart))
      let middle = start + Int(entry.before)
      try body(entry.id, octets[start..<middle], octets[middle..<start + entry.count])
    }
    entries.removeAll()
  }

  private static func holds(
    _ window: ArraySlice<UInt8>, from start: UInt64, _ entry: Entry
  ) -> Bool {
    entry.offset >= start && entry.offset + UInt64(entry.count) <= start + UInt64(window.count)
  }
}
