// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@Suite struct JSONWriterTests {
  @Test func `members keep their order, in one line or indented`() {
    func write(_ writer: inout JSONWriter) {
      writer.object { object in
        object.member("b", 1)
        object.member("a", nil as String?)
        object.array("list") { array in
          array.number(-2)
          array.bool(true)
          array.object { _ in }
          array.array { _ in }
        }
      }
    }
    var compact = JSONWriter()
    write(&compact)
    #expect(
      String(decoding: compact.octets, as: UTF8.self)
        == #"{"b":1,"a":null,"list":[-2,true,{},[]]}"#)
    var pretty = JSONWriter(pretty: true)
    write(&pretty)
    #expect(
      String(decoding: pretty.octets, as: UTF8.self) == """
        {
          "b": 1,
          "a": null,
          "list": [
            -2,
            true,
            {},
            []
          ]
        }
        """)
  }

  @Test(arguments: Seed.several(100))
  func `any octets give valid JSON`(seed: Seed) throws {
    var generator = seed.generator
    var writer = JSONWriter(pretty: generator.once(in: 2))
    var texts: [[UInt8]] = []
    writer.array { array in
      for _ in 0..<8 {
        let octets = generator.octets(count: generator.number(0...40))
        texts.append(octets)
        array.string(octets: octets[...])
      }
    }
    let value = try StrictJSON(writer.octets)
    #expect(value.elements.compactMap(\.text) == texts.map { String(decoding: $0, as: UTF8.self) })
  }

  @Test func `lines are separate texts`() throws {
    var writer = JSONWriter()
    for number in 0..<3 {
      writer.object { $0.member("n", number) }
      writer.endLine()
    }
    #expect(try StrictJSON.lines(writer.octets).map { $0["n"]?.integer } == [0, 1, 2])
  }
}
