// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import logscan

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("a,b\r\nc,d\r\n", "a,b\nc,d\n"), ("a\tb\n", "a\tb\n"), ("x\u{1B}[2Jy\n", "x␛[2Jy\n"),
    ("a\rb\n", "a␍b\n"), ("\u{9B}1m", "\u{FFFD}1m"), ("用户 ü\n\n", "用户 ü\n\n"), ("", ""),
  ])
  func `nothing in a log is an order to a terminal`(text: String, masked: String) {
    #expect(TerminalText.masked(Array(text.utf8)) == Array(masked.utf8))
  }
}
