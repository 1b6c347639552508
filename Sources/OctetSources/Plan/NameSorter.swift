// SPDX-License-Identifier: Apache-2.0

/// Sorts the names of one directory by their octets, in little memory whatever their number.
///
/// Names gather in a buffer of bounded size; a full buffer is sorted and kept as a front-coded run,
/// and the runs are merged at the end. Most directories never fill the first buffer.
struct NameSorter {
  /// Octets of names that are sorted at once.
  private let bufferCapacity: Int
  /// Names, each ended by NUL, which no file name can hold.
  private var buffer: [UInt8] = []
  private var starts: [UInt32] = []
  private var runs: [NameList] = []

  init(bufferCapacity: Int = 4 << 20) {
    self.bufferCapacity = bufferCapacity
  }

  mutating func add(_ name: [UInt8]) {
    if buffer.count + name.count + 1 > bufferCapacity && !starts.isEmpty { makeRun() }
    starts.append(UInt32(buffer.count))
    buffer.append(contentsOf: name)
    buffer.append(0)
  }

  /// Gives each name once to `use`, in order, and forgets them all.
  mutating func drain(_ use: ([UInt8]) -> Void) {
    if runs.isEmpty {
      drainBuffer(use)
    } else {
      makeRun()
      var readers = runs.map { NameList.Reader($0) }
      runs = []
      merge(&readers, use)
    }
  }

  private mutating func makeRun() {
    var run = NameList()
    drainBuffer { run.append($0) }
    runs.append(run)
  }

  private mutating func drainBuffer(_ use: ([UInt8]) -> Void) {
    NameOrder.sort(&starts, ofNamesIn: buffer)
    var name: [UInt8] = []
    var previous: [UInt8] = []
    for start in starts {
      name.removeAll(keepingCapacity: true)
      var index = Int(start)
      while buffer[index] != 0 {
        name.append(buffer[index])
        index += 1
      }
      if name != previous { use(name) }
      swap(&name, &previous)
    }
    starts.removeAll(keepingCapacity: true)
    buffer.removeAll(keepingCapacity: true)
  }

  private func merge(_ readers: inout [NameList.Reader], _ use: ([UInt8]) -> Void) {
    readers = readers.compactMap { reader in
      var reader = reader
      return reader.advance() ? reader : nil
    }
    var previous: [UInt8] = []
    while !readers.isEmpty {
      var least = 0
      for index in readers.indices.dropFirst()
      where readers[index].name.lexicographicallyPrecedes(readers[least].name) {
        least = index
      }
      let name = readers[least].name
      if name != previous { use(name) }
      previous = name
      if !readers[least].advance() { readers.remove(at: least) }
    }
  }
}
