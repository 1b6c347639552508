// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct SenderTests {
  @Test(arguments: [
    ("a@b.example", "b.example"), ("A <a@B.Example>", "b.example"), ("foo", nil), ("", nil),
    ("a@x.example (Comment <c@d.example>)", "x.example"),
    ("\"a@b.example\" <c@d.example>", "d.example"), ("a@b.example <c@d.example>", "d.example"),
    ("\"x\\\"@q\" <\"a@b\"@real.example>", "real.example"),
    ("(c@comment.example) u@true.example", "true.example"),
    ("<@relay.example,@r.example:user@final.example>", "final.example"),
    ("a@x.example.", "x.example"), ("a @ spaced.example", "spaced.example"),
    ("Foo\n <c@\n folded.example>", "folded.example"), ("<a@[192.0.2.1]>", "[192.0.2.1]"),
    ("<a@[IPv6:2001:db8::1]>", "[ipv6:2001:db8::1]"), ("undisclosed: ;", nil),
    ("Group: a@g.example, b@h.example;", "g.example"), ("a@x.example, b@y.example", "x.example"),
    ("a@b@c.example", "c.example"), ("c@b\u{FC}cher.example", "b\u{FC}cher.example"),
    ("\"Open <a@b.example>", "b.example"), ("Open ( <a@b.example>", "b.example"), ("<>", nil),
    ("a@", nil), ("a@\u{1B}[31mred.example", nil),
  ])
  func `the domain of a From field is`(value: String, domain: String?) {
    var meter = OverheadMeter()
    var scanner = EntityScanner()
    meter.beginMessage()
    scanner.scan(Array("From: \(value)\n\n".utf8).span, into: &meter)
    scanner.finish(into: &meter)
    meter.endMessage(file: "f", number: 1, mailbox: "m")
    #expect(Array(meter.finish().byDomain.keys) == [domain ?? CorpusTally.unknownKey])
  }
}
