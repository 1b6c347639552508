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
    (
      "x.mbox", "\u{FEFF}From -\nA: b\n\nFrom me\n\nFrom -\nC: d\n\nx\n",
      ["A: b\n\nFrom me\n", "C: d\n\nx\n"]
    ),
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

  private static let date = "Mon Mar  3 10:00:00 2025"
  private static let post = "To: c\nSubject: d\n\ntwo\n"

  /// Mailboxes without an empty line between their messages.
  @Test(
    arguments: [
      "", "-", date, "- \(date)", "a@mail.example \(date)",
      "a b@mail.example  Mon Mar 13 10:00 2025",
      "a Sun Dec 31 23:59:59 CET 2023", "a Tue Feb 29 01:02:03 2000 +0100",
    ], ["\n", "\r\n"])
  func `no empty line is needed before what only a writer of mailboxes writes`(
    envelope: String, lineEnd: String
  ) throws {
    let text = "From \(envelope)\nTo: a\n\none\nFrom \(envelope)\n\(Self.post)"
    let keeper = try read(Array(text.replacing("\n", with: lineEnd).utf8), named: "x")
    #expect(
      keeper.texts == ["To: a\n\none\n", Self.post].map { $0.replacing("\n", with: lineEnd) })
  }

  @Test(arguments: [
    // No header field, or none of mail, behind the line.
    "From \nmy point of view\n", "From -\nhttps://a.example/\n\n", "From \(date)\nno field\n",
    "From \n>From x\nTo: a\n\n", "From -\nX-Note: y\n\nTo: a\n",
    // No date as asctime writes it, or text around it.
    "From a on Mon Mar 3\nTo: a\n", "From March 3 2025\nTo: a\n",
    "From a Mon Mar 3 10:00:00 2025 until noon or so\nTo: a\n",
    "From a Mon Mar 3 10h 2025\nTo: a\n",
    "Frome \(date)\nTo: a\n", ">From \(date)\nTo: a\n",
  ])
  func `a line in a body stays where it is`(line: String) throws {
    let message = "To: a\n\none\n\(line)end\n"
    #expect(try read(Array("From x \(Self.date)\n\(message)".utf8), named: "x").texts == [message])
  }

  /// What every program for mailboxes takes for the beginning of a message.
  private static let temptation = "From: a\n\none\n\nFrom b \(date)\nTo: c\n\ntwo\n"

  @Test(arguments: [
    "md/cur/1.x:2,S", "md/new/1.x", "1.eml", "old.mbox.eml", "1.EML.gz", "1.emlx", "1.msg",
  ])
  func `a file of one message stays one, whatever its body says`(name: String) throws {
    for envelope in ["", "From a\n", "From a \(Self.date)\n", "\u{FEFF}From a\n"] {
      let keeper = try read(Array((envelope + Self.temptation).utf8), named: name)
      #expect(keeper.texts == [Self.temptation])
      #expect(keeper.places.first?.hasEnvelope == !envelope.isEmpty)
    }
  }

  @Test(arguments: ["x", "x.mbox", "Inbox.mbox", "1.eml"])
  func `a file that begins with a header section is not a mailbox`(name: String) throws {
    for mark in ["", "\u{FEFF}"] {
      let text = mark + Self.temptation
      #expect(try read(Array(text.utf8), named: name).texts == [text])
    }
  }

  @Test(arguments: [
    ("\n\nFrom a\n", []), ("\r\nFrom a\n", []), ("\u{FEFF}\nFrom a\n", []),
    ("rest of a body\n\nFrom a\n", ["rest of a body\n"]),
    ("rest of a body\nFrom a \(date)\n", ["rest of a body\n"]),
    ("\n\nrest\n\nFrom a\n", ["\n\nrest\n"]),
  ])
  func `a mailbox by name loses nothing that stands before its first message`(
    before: String, first: [String]
  ) throws {
    let text = before + "To: a\n\none\n\nFrom b\n" + Self.post
    let keeper = try read(Array(text.utf8), named: "x.mbox")
    #expect(keeper.texts == first + ["To: a\n\none\n", Self.post])
    #expect(keeper.places.map(\.hasEnvelope) == first.map { _ in false } + [true, true])
  }

  @Test(arguments: ["", "-", "a@mail.example \(date)"])
  func `separators without an empty line are found wherever the buffer ends`(
    envelope: String
  ) throws {
    for pad in 262_085...262_150 where pad % 3 == 0 {
      let body = String(repeating: "x", count: pad)
      let text = "From a\nA: b\n\n\(body)\nFrom \(envelope)\n\(Self.post)"
      let keeper = try read(Array(text.utf8), named: "box")
      #expect(keeper.texts == ["A: b\n\n\(body)\n", Self.post], "\(pad)")
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
