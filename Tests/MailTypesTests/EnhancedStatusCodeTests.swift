// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Testing

/// RFC 3463 section 2.
@Suite struct EnhancedStatusCodeTests {
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
