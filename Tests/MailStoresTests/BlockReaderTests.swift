// SPDX-License-Identifier: Apache-2.0
import SystemCalls
import TestSupport
import Testing

@testable import MailStores

/// Reading files through a window, and by copies.
@Suite struct BlockReaderTests {
  private func open(_ path: String) throws -> Int32 {
    try Kernel.open(Array(path.utf8))
  }

  private func octets(of range: Range<Int>, _ reader: BlockReader) throws -> [UInt8] {
    var octets: [UInt8] = []
    try reader.forEachBlock(of: range) { block in
      for index in block.indices { octets.append(block[index]) }
    }
    return octets
  }

  @Test(arguments: Seed.several(12))
  func `a window shows what is read`(seed: Seed) throws {
    var generator = seed.generator
    let size = generator.once(in: 3) ? generator.number(0...70_000) : generator.number(0...300_000)
    let content = generator.octets(count: size)
    try withTemporaryFolder { folder in
      try folder.write(content, to: "f")
      let file = try open(folder.path("f"))
      defer { Kernel.close(file) }
      let read = BlockReader(capacity: 64 << 10)
      let shown = BlockReader(capacity: 64 << 10, usesWindow: true)
      read.attach(file, size: size, path: "f")
      shown.attach(file, size: size, path: "f")
      for _ in 0..<10 {
        let start = generator.number(0...size)
        let range = start..<generator.number(start...size)
        #expect(try octets(of: range, read) == Array(content[range]))
        #expect(try octets(of: range, shown) == Array(content[range]))
        let first = try shown.withBlock(at: start, before: size) { $0.isEmpty ? nil : $0[0] }
        #expect(first == (start < size ? content[start] : nil))
      }
      shown.detach()
      #expect(try octets(of: 0..<size, shown) == content)
    }
  }

  @Test(arguments: [false, true])
  func `a file that gets shorter while it is read has changed`(usesWindow: Bool) throws {
    try withTemporaryFolder { folder in
      let size = 300_000
      try folder.write([UInt8](repeating: 7, count: size), to: "f")
      let file = try Kernel.openForWriting(
        Array(folder.path("f").utf8), in: Kernel.workingDirectory)
      defer { Kernel.close(file) }
      let reader = BlockReader(usesWindow: usesWindow)
      reader.attach(file, size: size, path: "f")
      if usesWindow { #expect(try reader.withBlock(at: 0, before: size) { $0[0] } == 7) }
      try Kernel.truncate(file, to: 100_000)
      #expect(throws: StoreFailure.changedMeanwhile("f")) { try octets(of: 0..<size, reader) }
    }
  }
}
