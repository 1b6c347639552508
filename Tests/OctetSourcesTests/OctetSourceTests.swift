// SPDX-License-Identifier: Apache-2.0
import Glibc
import MailTypes
import SystemCalls
import TestSupport
import Testing

@testable import OctetSources

/// Octets that compress somewhat, as a log does.
func logLike(count: Int, seed: UInt64 = 1) -> [UInt8] {
  var generator = SeededGenerator(seed: seed)
  return generator.octets(count: count, from: "IWEF0123456789 abcdefghijklmnop\n")
}

@Suite struct OctetSourceTests {
  struct Input: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var stored: [UInt8]
    var octets: [UInt8]
    var failure: InputFailure?
  }

  static let text = logLike(count: 3000)
  static let gzip = Compressors.gzip(text)
  static let zstd = Compressors.zstd(text)
  /// A skippable frame of 5 octets (RFC 8878 section 3.1.2).
  static let skippable: [UInt8] = [0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]

  static let inputs = [
    Input(testDescription: "empty", stored: [], octets: []),
    Input(testDescription: "one octet", stored: [0x1f], octets: [0x1f]),
    Input(
      testDescription: "nine octets", stored: Array("123456789".utf8),
      octets: Array("123456789".utf8)),
    Input(testDescription: "plain", stored: text, octets: text),
    Input(
      testDescription: "text that begins like bzip2",
      stored: Array("BZh9 is not a magic number".utf8),
      octets: Array("BZh9 is not a magic number".utf8)),
    Input(testDescription: "gzip", stored: gzip, octets: text),
    Input(testDescription: "gzip of nothing", stored: Compressors.gzip([]), octets: []),
    Input(
      testDescription: "three gzip members, one empty",
      stored: gzip + Compressors.gzip([]) + Compressors.gzip([1, 2]), octets: text + [1, 2]),
    Input(
      testDescription: "gzip, padded with zeros",
      stored: gzip + [UInt8](repeating: 0, count: 1_000), octets: text),
    Input(
      testDescription: "gzip members with zeros between",
      stored: gzip + [0, 0, 0] + gzip, octets: text + text),
    Input(
      testDescription: "gzip with garbage behind", stored: gzip + Array("text".utf8), octets: text,
      failure: .trailingGarbage(.gzip)),
    Input(
      testDescription: "gzip with half a magic number behind", stored: gzip + [0x1f], octets: text,
      failure: .trailingGarbage(.gzip)),
    Input(
      testDescription: "gzip without its check sum", stored: gzip.dropLast(8), octets: text,
      failure: .truncated(.gzip)),
    Input(
      testDescription: "gzip with a wrong check sum",
      stored: gzip.dropLast(8) + [1, 2, 3, 4] + gzip.suffix(4), octets: text,
      failure: .corrupt(.gzip)),
    Input(
      testDescription: "a gzip header", stored: Array(gzip.prefix(10)), octets: [],
      failure: .truncated(.gzip)),
    Input(testDescription: "zstd", stored: zstd, octets: text),
    Input(testDescription: "zstd of nothing", stored: Compressors.zstd([]), octets: []),
    Input(
      testDescription: "zstd frames, skippable and empty ones between",
      stored: skippable + zstd + skippable + Compressors.zstd([]) + zstd, octets: text + text),
    Input(testDescription: "a skippable frame alone", stored: skippable, octets: []),
    Input(
      testDescription: "zstd with garbage behind", stored: zstd + Array("text".utf8), octets: text,
      failure: .trailingGarbage(.zstd)),
    Input(
      testDescription: "zstd without its check sum", stored: zstd.dropLast(4), octets: text,
      failure: .truncated(.zstd)),
    Input(
      testDescription: "zstd with a wrong check sum", stored: zstd.dropLast(4) + [1, 2, 3, 4],
      octets: text, failure: .corrupt(.zstd)),
    Input(
      testDescription: "zstd with a window that is too large",
      stored: Compressors.zstd(text, windowLog: 25), octets: [], failure: .windowTooLarge(.zstd)),
    Input(
      testDescription: "zstd with the largest window",
      stored: Compressors.zstd(text, windowLog: 24), octets: text),
    Input(
      testDescription: "xz", stored: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4, 1, 2, 3, 4],
      octets: [],
      failure: .unsupported(.xz)),
    Input(
      testDescription: "bzip2",
      stored: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
      octets: [], failure: .unsupported(.bzip2)),
    Input(
      testDescription: "lz4", stored: [4, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7, 0, 0, 0, 0],
      octets: [],
      failure: .unsupported(.lz4)),
    Input(
      testDescription: "compress", stored: [0x1f, 0x9d, 0x90, 1, 2, 3, 4, 5, 6, 7, 8], octets: [],
      failure: .unsupported(.compress)),
    Input(
      testDescription: "zip", stored: [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1], octets: [],
      failure: .unsupported(.zip)),
    Input(
      testDescription: "lzip", stored: [0x4c, 0x5a, 0x49, 0x50, 1, 12, 1, 2, 3, 4, 5], octets: [],
      failure: .unsupported(.lzip)),
  ]

  @Test(arguments: inputs)
  func `an input is delivered as far as it can be decoded, in files and pipes`(
    input: Input
  ) throws {
    try withTemporaryFolder { folder in
      try folder.write(input.stored, to: "file")
      let expected = Delivery(octets: input.octets, failure: input.failure)
      var source = OctetSource(InputPlan(paths: [folder.path("file")], selecting: .everyFile))
      for capacity in [1, 2, 7, 9, 10, 11, 64, 1000, 1 << 20] {
        let delivery = Delivery(of: &source, 0, bufferCapacity: capacity)
        #expect(delivery == expected, "buffer of \(capacity)")
      }
      guard !input.stored.isEmpty else { return }
      for capacity in [1, 9, 10, 1000] {
        let path = folder.path("pipe \(capacity)")
        let delivery = try readPipe(path, input.stored, bufferCapacity: capacity)
        #expect(delivery == expected, "pipe, buffer of \(capacity)")
      }
    }
  }

  private func readPipe(
    _ path: String, _ octets: [UInt8], bufferCapacity: Int
  ) throws -> Delivery {
    let writer = try Pipe.named(path, holding: octets)
    var source = OctetSource(InputPlan(paths: [path], selecting: .everyFile))
    try source.open(0)
    writer.finish()
    return Delivery(ofRest: &source, bufferCapacity: bufferCapacity)
  }

  /// What is stored, and what is delivered of it; short, since a pipe holds few packets.
  static let short: [([UInt8], [UInt8])] = [
    (logLike(count: 200), logLike(count: 200)),
    ([1, 2, 3], [1, 2, 3]),
    (Compressors.gzip([97, 98]) + [0] + Compressors.gzip([1, 2, 3]), [97, 98, 1, 2, 3]),
    (skippable + Compressors.zstd([1, 2]) + Compressors.zstd([3]), [1, 2, 3]),
  ]

  @Test(arguments: short)
  func `octets that arrive one by one are delivered all the same`(
    stored: [UInt8], octets: [UInt8]
  ) throws {
    try withTemporaryFolder { folder in
      let writer = try Pipe.named(folder.path("pipe"), holdingOneByOne: stored)
      var source = OctetSource(InputPlan(paths: [folder.path("pipe")], selecting: .everyFile))
      try source.open(0)
      writer.finish()
      let delivery = Delivery(ofRest: &source)
      #expect(delivery == Delivery(octets: octets))
    }
  }

  /// One test for all inputs, since there is only one standard input.
  @Test func `standard input is delivered like a file`() throws {
    for input in Self.inputs {
      try Pipe.asStandardInput(input.stored) {
        var source = OctetSource(InputPlan(paths: ["-"], selecting: .everyFile))
        let delivery = Delivery(of: &source, 0)
        #expect(
          delivery == Delivery(octets: input.octets, failure: input.failure), "\(input)")
        let facts = (source.modificationTime, try source.seekableFile() == nil)
        #expect(facts == (nil, true))
      }
    }
  }

  @Test func `every beginning of compressed data is delivered and reported as truncated`() throws {
    let members = Compressors.gzip(logLike(count: 150)) + Compressors.gzip(logLike(count: 50))
    let frame = Compressors.zstd(logLike(count: 200))
    try withTemporaryFolder { folder in
      for (data, name) in [(members, "gzip"), (frame, "zstd")] {
        let compression: Compression = name == "gzip" ? .gzip : .zstd
        let start = compression == .gzip ? Compression.magicLength : 4
        let wholeMember = Compressors.gzip(logLike(count: 150)).count
        for count in start..<data.count {
          try folder.write(data[..<count], to: name)
          var source = OctetSource(InputPlan(paths: [folder.path(name)], selecting: .everyFile))
          let delivery = Delivery(of: &source, 0)
          #expect(logLike(count: 150).starts(with: delivery.octets.prefix(150)))
          if compression == .gzip && count == wholeMember {
            #expect(delivery.failure == nil)
          } else if compression == .gzip && count == wholeMember + 1 {
            #expect(delivery.failure == .trailingGarbage(.gzip))
          } else {
            #expect(delivery.failure == .truncated(compression), "\(name), \(count) octets")
          }
        }
      }
    }
  }

  @Test(arguments: Seed.several(100))
  func `damaged compressed data never goes unnoticed or past what was compressed`(
    seed: Seed
  ) throws {
    var generator = seed.generator
    let text = logLike(count: 2000, seed: seed.value)
    let isGzip = generator.once(in: 2)
    var data = isGzip ? Compressors.gzip(text) : Compressors.zstd(text)
    // The first ten octets of gzip hold a time and a system that nothing depends on.
    let place = generator.number((isGzip ? 10 : 4)...data.count - 1)
    data[place] ^= UInt8(1 << generator.number(0...7))
    try withTemporaryFolder { folder in
      try folder.write(data, to: "file")
      var source = OctetSource(InputPlan(paths: [folder.path("file")], selecting: .everyFile))
      let delivery = Delivery(of: &source, 0)
      #expect(delivery.failure != nil || delivery.octets == text)
    }
  }

  @Test func `a file that expands a thousandfold comes in pieces of the buffer`() throws {
    let zeros = [UInt8](repeating: 0, count: 8_000_000)
    try withTemporaryFolder { folder in
      for (name, data) in [("gz", Compressors.gzip(zeros)), ("zst", Compressors.zstd(zeros))] {
        #expect(data.count < zeros.count / 900)
        try folder.write(data, to: name)
        var source = OctetSource(InputPlan(paths: [folder.path(name)], selecting: .everyFile))
        try source.open(0)
        var buffer = [UInt8](repeating: 1, count: 4096)
        var total = 0
        while true {
          var room = buffer.mutableSpan
          let count = try source.read(into: &room)
          if count == 0 { break }
          total += count
          let kept = source.input.octets.count
          #expect(kept <= CompressedInput.capacity)
        }
        #expect(total == zeros.count)
      }
    }
  }

  @Test func `one source reads many inputs of all kinds, in any order`() throws {
    try withTemporaryFolder { folder in
      for (number, input) in Self.inputs.enumerated() {
        try folder.write(input.stored, to: "\(number + 100)")
      }
      let plan = InputPlan(paths: [folder.path], selecting: .everyFile)
      var source = OctetSource(plan)
      let order = Array(Self.inputs.indices) + Self.inputs.indices.reversed() + [3, 3, 5, 5]
      for number in order {
        let input = Self.inputs[number]
        let delivery = Delivery(of: &source, number)
        #expect(
          delivery == Delivery(octets: input.octets, failure: input.failure), "\(input)")
      }
    }
  }

  @Test func `a file that has vanished since the plan was made is a failure, the next is read`()
    throws
  {
    try withTemporaryFolder { folder in
      for number in 0..<9 { try folder.write("\(number)", to: "\(number)") }
      var source = OctetSource(InputPlan(paths: [folder.path], selecting: .everyFile))
      try folder.remove("3")
      let gone = Delivery(of: &source, 3)
      #expect(gone == Delivery(octets: [], failure: .cannotOpen(SystemError(number: ENOENT))))
      let next = Delivery(of: &source, 4)
      #expect(next == Delivery(octets: Array("4".utf8)))
    }
  }

  @Test func `a FIFO that nobody writes to does not hang`() throws {
    try withTemporaryFolder { folder in
      try Pipe.make(folder.path("pipe"))
      var source = OctetSource(InputPlan(paths: [folder.path("pipe")], selecting: .logFiles))
      let delivery = Delivery(of: &source, 0)
      #expect(delivery == Delivery(octets: [], failure: .noWriter))
    }
  }

  @Test func `a source says what dates its input has`() throws {
    try withTemporaryFolder { folder in
      let name = "smtp.mx.mail.log.INFO.20180613-112840.5"
      try folder.write("x", to: name)
      try folder.write(Compressors.gzip([1], time: 1_700_000_000), to: "\(name).gz")
      try folder.write(Compressors.gzip([1]), to: "timeless")
      var source = OctetSource(InputPlan(paths: [folder.path], selecting: .logFiles))
      var times: [Int?] = []
      var years: [Int?] = []
      for number in 0..<3 {
        _ = Delivery(of: &source, number)
        times.append(source.memberTime)
        years.append(GlogFileName(source.name.span)?.created?.date.year)
        let modified = source.modificationTime ?? 0
        #expect(modified > 1_700_000_000)
      }
      #expect(times == [nil, 1_700_000_000, nil])
      #expect(years == [2018, 2018, nil])
    }
  }

  @Test func `parts of a plain file can be read anywhere, of a compressed one not`() throws {
    let text = logLike(count: 500_000)
    try withTemporaryFolder { folder in
      try folder.write(text, to: "a")
      try folder.write(Compressors.gzip(text), to: "b")
      var source = OctetSource(InputPlan(paths: [folder.path], selecting: .everyFile))
      try source.open(0)
      var buffer = [UInt8](repeating: 0, count: 1000)
      let early = try source.seekableFile()
      #expect(early == nil, "the format is not known yet")
      var room = buffer.mutableSpan
      _ = try source.read(into: &room)
      let file = try #require(try source.seekableFile())
      source.close()
      #expect(file.size == text.count)
      for offset in [0, 1, 262_144, 499_500, 500_000, 600_000] {
        var room = buffer.mutableSpan
        let count = try file.read(at: offset, into: &room)
        #expect(Array(buffer[..<count]) == Array(text.dropFirst(offset).prefix(1000)))
      }
      _ = Delivery(of: &source, 1)
      let compressed = try source.seekableFile()
      #expect(compressed == nil)
    }
  }

  @Test(arguments: Compression.allCases)
  func `what is not decompressed here comes with the command that does it`(
    compression: Compression
  ) {
    let remedy = InputFailure.unsupported(compression).remedy(path: "F")
    #expect(remedy == "\(compression.decompressor) F | logscan -")
  }
}
