// SPDX-License-Identifier: Apache-2.0
import MailStores
import OctetSources
import TestSupport
import Testing

/// Mailboxes of the kinds mboxcl and mboxcl2.
@Suite struct ContentLengthTests {
  private func read(_ text: String, named name: String = "box") throws -> [String] {
    try withTemporaryFolder { folder in
      let plan = InputPlan(paths: [try folder.write(text, to: name)], selecting: .everyFile)
      var reader = MailReader(plan)
      var keeper = MessageKeeper()
      #expect(reader.read(0, takesText: true, into: &keeper).failure == nil)
      return keeper.texts
    }
  }

  /// A body with a line that would begin a message in every other kind of mbox.
  private static let body = "one\n\nFrom x\nA: b\n\nstill one\n"

  @Test(arguments: [
    // mboxcl2: the number decides.
    (
      "From a\nContent-Length: 28\nA: b\n\n\(body)\nFrom b\nC: d\n\ntwo\n",
      ["Content-Length: 28\nA: b\n\n\(body)", "C: d\n\ntwo\n"]
    ),
    (
      "From a\ncontent-length:28 \n\n\(body)\nFrom b\nContent-Length: 28\n\n\(body)\n",
      ["content-length:28 \n\n\(body)", "Content-Length: 28\n\n\(body)"]
    ),
    // A length does not make a message begin where no empty line stands before it, or no field behind it.
    (
      "From a\nContent-Length: 28\n\n\(body)From b\nC: d\n\n",
      ["Content-Length: 28\n\none\n", "A: b\n\nstill one\nFrom b\nC: d\n"]
    ),
    (
      "From a\nContent-Length: 28\n\n\(body)\nFrom b\nno field\n\n",
      ["Content-Length: 28\n\n\(body)\nFrom b\nno field\n\n"]
    ),
    (
      "From a\nContent-Length: 3\n\none\n\nFrom b\nC: d\n\ntwo\n",
      ["Content-Length: 3\n\none\n", "C: d\n\ntwo\n"]
    ),
    // A number that leads elsewhere does not count.
    (
      "From a\nContent-Length: 27\n\n\(body)\nFrom b\nC: d\n\n",
      ["Content-Length: 27\n\none\n", "A: b\n\nstill one\n", "C: d\n"]
    ),
    (
      "From a\nContent-Length: 99999999999999999999\n\none\n\nFrom b\nC: d\n\n",
      ["Content-Length: 99999999999999999999\n\none\n", "C: d\n"]
    ),
    (
      "From a\nContent-Length: 500\n\none\n\nFrom b\nC: d\n\n",
      ["Content-Length: 500\n\none\n", "C: d\n"]
    ),
    // One message that is the whole file keeps its last line.
    ("From a\nContent-Length: 28\n\n\(body)\n", ["Content-Length: 28\n\n\(body)\n"]),
    // The empty line at the end belongs to the mailbox, even if a length counts it in.
    (
      "From a\nA: b\n\n\nFrom b\nContent-Length: 5\n\none\n\n",
      ["A: b\n\n", "Content-Length: 5\n\none\n"]
    ),
    ("From a\nContent-Length: 5\n\none\n\n", ["Content-Length: 5\n\none\n\n"]),
    // In a body it is not a field.
    (
      "From a\nA: b\n\nContent-Length: 6\n\nFrom b\nC: d\n\n",
      ["A: b\n\nContent-Length: 6\n", "C: d\n"]
    ),
  ])
  func `a mailbox with lengths holds these messages`(text: String, messages: [String]) throws {
    #expect(try read(text) == messages)
    let wire = text.replacing("\n", with: "\r\n")
    if !text.contains("Content-Length: 2") && !text.contains("length:2") {
      #expect(try read(wire) == messages.map { $0.replacing("\n", with: "\r\n") })
    }
  }

  @Test func `a length counts wherever the buffer ends`() throws {
    for pad in [262_060, 262_100, 262_120, 262_130, 262_144, 300_000, 600_000] {
      let body = "x\n\nFrom x\nA: b\n\n" + String(repeating: "y", count: pad) + "\n"
      let header = "Content-Length: \(body.utf8.count)\n\n"
      let text = "From a\n\(header)\(body)\nFrom b\n\(header)\(body)\nFrom c\nC: d\n\ntwo\n"
      #expect(try read(text) == [header + body, header + body, "C: d\n\ntwo\n"], "\(pad)")
    }
  }

  @Test(arguments: Seed.several(40))
  func `any mailbox with right lengths comes apart as it was put together`(seed: Seed) throws {
    var generator = seed.generator
    let pieces = ["From x\n", "\n", "A: b\n", "text\n", "From ", "\r\n", "Content-Length: 3\n"]
    let messages = (0..<generator.number(2...6)).map { _ in
      let body =
        (0..<generator.number(0...30)).map { _ in generator.one(of: pieces) }.joined() + ".\n"
      return "X: y\nContent-Length: \(body.utf8.count)\n\n\(body)"
    }
    let text = messages.map { "From a@b Mon\n\($0)\n" }.joined()
    #expect(try read(text) == messages)
  }
}
