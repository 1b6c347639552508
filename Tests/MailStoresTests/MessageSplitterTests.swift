// SPDX-License-Identifier: Apache-2.0
import MailStores
import OctetSources
import TestSupport
import Testing

/// Keeps whole messages.
struct MessageKeeper: MessageHandler {
  private(set) var places: [MessagePlace] = []
  private(set) var messages: [[UInt8]] = []

  mutating func beginMessage(_ place: MessagePlace) {
    places.append(place)
    messages.append([])
  }

  mutating func receive(_ octets: Span<UInt8>) {
    for index in octets.indices { messages[messages.count - 1].append(octets[index]) }
  }

  mutating func endMessage() {}

  var texts: [String] { messages.map { String(decoding: $0, as: UTF8.self) } }
}

@Suite struct MessageSplitterTests {
  private func read(_ octets: [UInt8], named name: String) throws -> MessageKeeper {
    try withTemporaryFolder { folder in
      let plan = InputPlan(paths: [try folder.write(octets, to: name)], selecting: .everyFile)
      var reader = MailReader(plan)
      var keeper = MessageKeeper()
      #expect(reader.read(0, takesText: true, into: &keeper).failure == nil)
      return keeper
    }
  }

  @Test(arguments: [
    ("x.eml", "A: b\n\ntext\n", ["A: b\n\ntext\n"]),
    ("x.eml", "From a\nA: b\n\ntext\n\n", ["A: b\n\ntext\n\n"]),
    ("x.mbox", "From a\nA: b\n\ntext\n\n", ["A: b\n\ntext\n"]),
    ("x", "From a\nA: b\n\none\n\nFrom b\nC: d\n\ntwo\n\n", ["A: b\n\none\n", "C: d\n\ntwo\n"]),
    (
      "x", "From a\r\nA: b\r\n\r\none\r\n\r\nFrom b\r\nC: d\r\n\r\n",
      ["A: b\r\n\r\none\r\n", "C: d\r\n"]
    ),
    (
      "x", "From a\nA: b\n\nFrom here on text\n\nFrom c\nno field\n",
      ["A: b\n\nFrom here on text\n\nFrom c\nno field\n"]
    ),
    ("x", "From a\nA: b\n\none\nFrom b\nC: d\n", ["A: b\n\none\nFrom b\nC: d\n"]),
    ("x", "From a\nA: b\n\n\nFrom b\n>From c\nC: d\n", ["A: b\n\n", ">From c\nC: d\n"]),
    ("x.mbox", "\u{FEFF}From -\nA: b\n\nFrom me\n\nFrom -\nC: d\n\nx\n", ["C: d\n\nx\n"]),
    ("x", "From a", [""]), ("x", "Fro", ["Fro"]),
  ])
  func `a file holds these messages`(name: String, text: String, messages: [String]) throws {
    let keeper = try read(Array(text.utf8), named: name)
    #expect(keeper.texts == messages)
    #expect(keeper.places.map(\.number) == Array(1...messages.count))
    for (place, message) in zip(keeper.places, keeper.messages) {
      #expect(Array(Array(text.utf8)[place.offset...].prefix(message.count)) == message)
    }
  }

  @Test func `separators are found wherever the buffer ends`() throws {
    for pad in [262_100, 262_120, 262_130, 262_140, 262_144, 262_150] {
      let body = String(repeating: "x", count: pad)
      let text = "From a\nA: b\n\n\(body)\n\nFrom b\nC: d\n\ntwo\n"
      let keeper = try read(Array(text.utf8), named: "box")
      #expect(keeper.texts == ["A: b\n\n\(body)\n", "C: d\n\ntwo\n"], "\(pad)")
    }
  }
}
