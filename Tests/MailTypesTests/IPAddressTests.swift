// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("203.0.113.10", "203.0.113.10"), ("::ffff:203.0.113.10", "203.0.113.10"),
    ("::FFFF:cb00:710a", "203.0.113.10"), ("0:0:0:0:0:ffff:203.0.113.10", "203.0.113.10"),
    ("IPv6:::ffff:203.0.113.10", "203.0.113.10"), ("2001:db8:10::10", "2001:db8:10::10"),
    ("2001:0DB8:0010:0:0:0:0:0010", "2001:db8:10::10"),
    ("2001:db8:0010:0000:0000:0000:0000:0010", "2001:db8:10::10"),
    // RFC 5952 sections 4.2.2 and 4.2.3: no run of one group, and the first of two equal ones.
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("0:0:0:0:0:0:0:1", "::1"), ("0:0:0:0:0:0:0:0", "::"),
  ])
  func `every spelling of an address is one address`(spelling: String, text: String) {
    #expect(IPAddress(spelling.utf8)?.description == text)
    #expect(IPAddress(spelling.utf8) == IPAddress(text.utf8))
  }
}
