// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Testing

@testable import SessionLog

/// The small readers of stage 5: peers, parameters, paths, enhanced status codes.
@Suite struct MessagePartTests {
  private func whole(_ text: [UInt8]) -> TextRange { TextRange(start: 0, count: text.count) }

  private func string(_ range: TextRange, of text: [UInt8]) -> String {
    String(decoding: text[range.indices], as: UTF8.self)
  }

  @Test(arguments: [
    ("mx1.bigmail.example [203.0.113.10]", "mx1.bigmail.example", "203.0.113.10"),
    ("[203.0.113.10]", "", "203.0.113.10"),
    ("unknown [203.0.113.66]", "", "203.0.113.66"),
    ("(unknown [203.0.113.66])", "", "203.0.113.66"),
    ("(mx.example [203.0.113.66])", "mx.example", "203.0.113.66"),
    ("mx.example [IPv6:2001:db8::1]", "mx.example", "2001:db8::1"),
    ("[2001:db8::1]", "", "2001:db8::1"),
    ("[]", "", ""),
    ("203.0.113.5", "", "203.0.113.5"),
    ("2001:db8::5", "", "2001:db8::5"),
    ("mx.example", "mx.example", ""),
    ("{xn--bcher-kva.example, bücher.example} [192.0.2.1]", "xn--bcher-kva.example", "192.0.2.1"),
    ("", "", ""),
  ])
  func `a client is a name and an address`(text: String, name: String, address: String) {
    let octets = Array(text.utf8)
    let record = RecordText(octets.span, message: whole(octets))
    let peer = PeerIdentity(whole(octets), of: record)
    #expect(string(peer.name, of: octets) == name)
    #expect(string(peer.address, of: octets) == address)
  }

  @Test(arguments: [
    ("BODY=8BITMIME", MailParameter.body(.eightBitMIME)),
    ("body=binarymime", .body(.binaryMIME)), ("BODY=7bit", .body(.sevenBit)),
    ("BODY=FROBNICATE", .body(.other)), ("BODY=8BITMIMEX", .body(.other)),
    ("SMTPUTF8", .smtputf8), ("smtputf8=", .smtputf8), ("SMTPUTF8X", .other),
    ("SIZE=2197", .size(2197)), ("SIZE=", .other), ("SIZE=1e9", .other),
    ("SIZE=18446744073709551615", .size(.max)), ("SIZE=18446744073709551616", .other),
    ("PRDR", .perRecipient), ("", .other), ("AUTH=<>", .other),
  ])
  func `parameters of MAIL FROM are read in any case`(text: String, expected: MailParameter) {
    #expect(MailParameter(Array(text.utf8).span) == expected)
  }

  @Test(arguments: [
    (#"FROM:<"."> SIZE=1138 BODY=8BITMIME SMTPUTF8"#, #"".""#, "SIZE=1138 BODY=8BITMIME SMTPUTF8"),
    (#":<"\".\"">"#, #""\".\"""#, ""), ("TO:<>", "", ""),
    (#"TO:<"a > b"@strict.example>"#, #""a > b"@strict.example"#, ""),
    ("TO:<user@example", "user@example", ""), ("", "", ""),
  ])
  func `a path ends at the last bracket that can end it`(
    text: String, path: String, parameters: String
  ) {
    let octets = Array(text.utf8)
    let record = RecordText(octets.span, message: whole(octets))
    let found = SessionSlot.path(in: whole(octets), record)
    #expect(string(found.path, of: octets) == path)
    #expect(string(found.parameters, of: octets) == parameters)
  }

  @Test(arguments: [
    ("5.1.2 The sender address", "5.1.2"), ("2.0.0", "2.0.0"), ("4.7.1  x", "4.7.1"),
    ("5.1.2.3 x", nil), ("5.1 x", nil), ("Ok", nil), ("", nil), ("3.0.0 x", nil),
    ("5.1000.0 x", nil), ("5..1 x", nil), ("mx.example ESMTP", nil),
  ])
  func `an enhanced status code is read where it stands`(text: String, expected: String?) {
    #expect(EnhancedStatusCode(openingOf: Array(text.utf8).span)?.description == expected)
  }
}
