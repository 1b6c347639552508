// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Testing

/// RFC 5321 section 4.2, RFC 3463 section 2.
@Suite struct MailTypesTests {
  @Test(arguments: [(199, false), (200, true), (354, true), (599, true), (600, false), (0, false)])
  func `a reply code has three digits and begins with 2 to 5`(value: UInt16, isCode: Bool) {
    #expect((ReplyCode(value) != nil) == isCode)
    #expect(ReplyCode(value)?.description == (isCode ? String(value) : nil))
  }

  @Test func `the first digit of a reply code says how it went`() {
    #expect([250, 354, 421, 550].compactMap { ReplyCode($0)?.severity } == [2, 3, 4, 5])
  }

  @Test(arguments: [
    (2, 0, 0, "2.0.0"), (4, 7, 999, "4.7.999"), (5, 1, 10, "5.1.10"), (3, 0, 0, nil),
    (1, 1, 1, nil), (5, 1000, 0, nil), (5, 0, 1000, nil),
  ])
  func `an enhanced status code has class 2, 4 or 5`(
    statusClass: UInt16, subject: UInt16, detail: UInt16, text: String?
  ) {
    #expect(EnhancedStatusCode(statusClass, subject, detail)?.description == text)
  }

  @Test func `enhanced status codes are ordered as numbers, not as texts`() throws {
    let two = try #require(EnhancedStatusCode(5, 1, 2))
    let ten = try #require(EnhancedStatusCode(5, 1, 10))
    #expect(two < ten)
  }
}
