// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OctetSources

/// Names that are not text are shown so that they can be told apart and found again.
@Suite struct PathTextTests {
  @Test(arguments: [
    (Array("a/ä\n\\b".utf8), "a/ä\n\\b"), ([0x61, 0xFF, 0xFE], "a\\xFF\\xFE"),
    ([0xC3, 0xA4, 0x5C, 0xC3], "ä\\x5C\\xC3"), ([0xED, 0xA0, 0x80, 0x0A], "\\xED\\xA0\\x80\n"),
    ([], ""),
  ])
  func `octets that are not UTF-8 are shown by number`(path: [UInt8], text: String) {
    #expect(PathText.of(path) == text)
  }
}
