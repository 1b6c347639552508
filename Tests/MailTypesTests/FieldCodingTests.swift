// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import MailTypes

/// Fields as octets and back.
@Suite struct FieldCodingTests {
  private struct Sample: FieldCoded, Equatable {
    var numbers: [UInt64] = []
    var times: [Int64] = []
    var words: [UInt64] = []
    var marks: [(Int64, UInt64)] = []
    var texts: [String] = []
    var octets: [UInt8] = []

    static var blank: Sample { Sample() }

    mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
      try list(&numbers, 0, &archive) { value, archive throws(CodingDefect) in
        try archive.number(&value)
      }
      try list(&times, 0, &archive) { value, archive throws(CodingDefect) in
        try archive.time(&value)
      }
      try list(&words, 0, &archive) { value, archive throws(CodingDefect) in
        try archive.word(&value)
      }
      try list(&marks, (0, 0), &archive) { value, archive throws(CodingDefect) in
        try archive.mark(&value.0, &value.1)
      }
      try archive.list(&texts, atMost: 1000)
      try archive.octets(&octets)
    }

    private func list<Value, Archive: FieldArchive>(
      _ values: inout [Value], _ blank: Value, _ archive: inout Archive,
      _ code: (inout Value, inout Archive) throws(CodingDefect) -> Void
    ) throws(CodingDefect) {
      var count = values.count
      try archive.count(&count)
      if archive.isReading {
        guard count <= 1000 else { throw .impossible }
        values = Array(repeating: blank, count: count)
      }
      for index in values.indices { try code(&values[index], &archive) }
    }

    static func == (a: Sample, b: Sample) -> Bool {
      a.numbers == b.numbers && a.times == b.times && a.words == b.words && a.texts == b.texts
        && a.octets == b.octets && a.marks.elementsEqual(b.marks) { $0 == $1 }
    }
  }

  private static func sample(_ seed: Seed) -> Sample {
    var generator = seed.generator
    func some<Value>(_ make: (inout SeededGenerator) -> Value) -> [Value] {
      (0..<generator.number(0...40)).map { _ in make(&generator) }
    }
    var sample = Sample()
    sample.numbers = some { $0.once(in: 2) ? 0 : $0.next() >> UInt64($0.number(0...63)) }
    sample.times = some { Int64(bitPattern: $0.next()) >> Int64($0.number(5...60)) }
    sample.words = some { $0.once(in: 3) ? 7 : $0.next() }
    sample.marks = some { (Int64($0.number(-3...3)), UInt64($0.number(0...3))) }
    sample.texts = some { $0.one(of: ["", "a", "\u{E9}", "e\u{301}", "x\u{0}y", "\u{1F4E7}"]) }
    sample.octets = some { UInt8($0.number(0...255)) }
    return sample
  }

  @Test(arguments: Seed.several(200))
  func `what is written is what is read`(seed: Seed) throws {
    let sample = Self.sample(seed)
    let octets = try CodedOctets.write(sample, kind: 9, version: 3)
    let read = try CodedOctets.read(Sample.self, octets, kind: 9, version: 3)
    #expect(read == sample)
    #expect(read.texts.map { Array($0.utf8) } == sample.texts.map { Array($0.utf8) })
  }

  @Test func `a list that could not be read again is not written`() {
    struct Short: FieldCoded {
      var texts = ["a", "b", "c"]
      static var blank: Short { Short() }
      mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
        try archive.list(&texts, atMost: 2)
      }
    }
    #expect(throws: CodingDefect.impossible) {
      try CodedOctets.write(Short(), kind: 1, version: 1)
    }
  }

  @Test func `a run of zeros takes two octets`() {
    var writer = FieldWriter()
    for _ in 0..<100 {
      var zero: UInt64 = 0
      writer.number(&zero, upTo: .max)
    }
    var one: UInt64 = 1
    writer.number(&one, upTo: .max)
    #expect(writer.finish() == [0, 99, 1])
  }

  @Test func `numbers have seven bits in each octet, the lowest first`() {
    var writer = FieldWriter()
    for number in [1, 127, 128, 300, UInt64.max] {
      var number = number
      writer.number(&number, upTo: .max)
    }
    let greatest = [UInt8](repeating: 0xFF, count: 9) + [1]
    #expect(writer.finish() == [1, 127, 0x80, 1, 0xAC, 2] + greatest)
  }

  @Test(arguments: Seed.several(300))
  func `damaged octets are refused, whatever they are`(seed: Seed) throws {
    var generator = seed.generator
    let octets = try CodedOctets.write(Self.sample(seed), kind: 9, version: 3)
    let end = generator.number(0...octets.count - 1)
    #expect(throws: CodingDefect.self) {
      try CodedOctets.read(Sample.self, Array(octets[..<end]), kind: 9, version: 3)
    }
    var changed = octets
    changed[generator.number(0...octets.count - 1)] ^= UInt8(1 << generator.number(0...7))
    #expect(throws: CodingDefect.self) {
      try CodedOctets.read(Sample.self, changed, kind: 9, version: 3)
    }
  }

  @Test(arguments: Seed.several(300))
  func `a reader survives octets that only look whole`(seed: Seed) {
    var generator = seed.generator
    var reader = FieldReader(generator.octets(count: generator.number(0...200)))
    var sample = Sample()
    // Any outcome will do but the end of the program.
    try? sample.code(&reader)
    #expect(sample.numbers.count <= 1000)
  }

  @Test func `what else there is, is told apart`() throws {
    let octets = try CodedOctets.write("text", kind: 1, version: 2)
    func defect(_ octets: [UInt8], _ kind: UInt8, _ version: UInt8) -> CodingDefect? {
      do throws(CodingDefect) {
        _ = try CodedOctets.read(String.self, octets, kind: kind, version: version)
        return nil
      } catch {
        return error
      }
    }
    #expect(defect(octets, 1, 2) == nil)
    #expect(defect(octets, 3, 2) == .otherKind(1))
    #expect(defect(octets, 1, 1) == .unknownVersion(2))
    #expect(defect(Array("{}".utf8), 1, 2) == .foreign)
    #expect(defect(Array(octets.prefix(12)), 1, 2) == .truncated)
    #expect(defect(octets.dropLast() + [octets.last! ^ 1], 1, 2) == .damaged)
  }
}
