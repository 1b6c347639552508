// SPDX-License-Identifier: Apache-2.0

/// Sorts the names of one directory by their octets, in little memory whatever their number.
///
/// Names gather in a buffer of bounded size; a full buffer is sorted and kept as a front-coded run,
/// and the runs are merged at the end. Most directories never fill the first buffer.
struct NameSorter {
  /// Octets of names that are sorted at once.
  private let bufferCapacity: Int
  private var buffer: [UInt8] = []
  private var entries: [Entry] = []
  private var runs: [NameList] = []

  private struct Entry {
    /// Eight octets of the name, the first one most significant, with zeros behind its end. No name
    /// holds a zero, so a name that ends sorts before one that goes on.
    var key: UInt64
    var start: UInt32
    var count: UInt32
  }

  init(bufferCapacity: Int = 4 << 20) {
    self.bufferCapacity = bufferCapacity
  }

  mutating func add(_ name: borrowing Span<UInt8>) {
    if buffer.count + name.count > bufferCapacity && !entries.isEmpty { makeRun() }
    entries.append(
      Entry(key: 0, start: UInt32(buffer.count), count: UInt32(name.count)))
    buffer.append(addingCapacity: name.count) { output in
      for index in name.indices { output.append(name[index]) }
    }
  }

  /// Gives each name once to `use`, in order, and forgets them all.
  mutating func drain(_ use: (borrowing Span<UInt8>) -> Void) {
    if runs.isEmpty {
      drainBuffer(use)
    } else {
      makeRun()
      let readers = runs.map { NameList.Reader($0) }
      runs = []
      Self.merge(readers, use)
    }
  }

  private mutating func makeRun() {
    var run = NameList()
    drainBuffer { run.append($0) }
    runs.append(run)
  }

  private mutating func drainBuffer(_ use: (borrowing Span<UInt8>) -> Void) {
    sort(entries.indices, from: commonLength)
    var previous = 0..<0
    for entry in entries {
      let range = Int(entry.start)..<Int(entry.start) + Int(entry.count)
      if buffer[range] != buffer[previous] { use(buffer.span.extracting(range)) }
      previous = range
    }
    entries.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
  }

  // MARK: - Sorting

  /// Number of octets with which all names begin alike: in most directories more than half.
  private var commonLength: Int {
    guard let first = entries.first else { return 0 }
    let start = Int(first.start)
    var length = Int(first.count)
    for entry in entries {
      let other = Int(entry.start)
      length = min(length, Int(entry.count))
      var common = 0
      while common < length, buffer[start + common] == buffer[other + common] { common += 1 }
      length = common
    }
    return length
  }

  /// Sorts names that are equal in their first `depth` octets: by the next eight as one number, then
  /// those that are equal there in the same way. Names of one directory have long parts in common, and
  /// to compare each pair from the start would read these over and over.
  private mutating func sort(_ range: Range<Int>, from depth: Int) {
    for index in range { entries[index].key = key(of: entries[index], at: depth) }
    entries[range].sort { $0.key < $1.key }
    var first = range.lowerBound
    while first < range.upperBound {
      let key = entries[first].key
      var end = first + 1
      while end < range.upperBound && entries[end].key == key { end += 1 }
      // A zero as the last octet: all these names have ended, and are the same.
      if end - first > 1 && key & 0xff != 0 { sort(first..<end, from: depth + 8) }
      first = end
    }
  }

  private func key(of entry: Entry, at depth: Int) -> UInt64 {
    let end = Int(entry.start) + Int(entry.count)
    var key: UInt64 = 0
    for index in Int(entry.start) + depth..<Int(entry.start) + depth + 8 {
      key = key << 8 | (index < end ? UInt64(buffer[index]) : 0)
    }
    return key
  }

  private static func merge(
    _ runs: [NameList.Reader], _ use: (borrowing Span<UInt8>) -> Void
  ) {
    var readers = runs
    for index in readers.indices.reversed() where !readers[index].advance() {
      readers.remove(at: index)
    }
    var previous: [UInt8] = []
    while !readers.isEmpty {
      var least = 0
      for index in readers.indices.dropFirst()
      where readers[index].name.lexicographicallyPrecedes(readers[least].name) {
        least = index
      }
      if readers[least].name != previous {
        previous = readers[least].name
        use(previous.span)
      }
      if !readers[least].advance() { readers.remove(at: least) }
    }
  }
}
