// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import MailCost

/// A file of parameters that people edit on any system: all of it counts, or it is refused.
@Suite struct CostParametersTests {
  @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
  func `rows count whatever ends the lines`(end: String, mark: String) throws {
    let lines = [
      "name,low,central,high,unit,year,source", "",
      "hops,2,4,6,Transfers,2026,\"me, \"\"here\"\"\"",
    ]
    let mine = try CostParameters(parsing: mark + lines.joined(separator: end) + end)
    #expect(mine.rows.count == 1)
    #expect(mine.rows.first?.source == "me, \"here\"")
    var all = CostParameters.embedded
    try all.override(with: mine)
    #expect(all.rows.first { $0.name == "hops" }?.central == 4)
  }

  @Test(arguments: [
    ("", 1, "there is no row of a parameter"),
    ("name,low,central,high,unit,year,source\r\n", 1, "there is no row of a parameter"),
    ("# mine\n\nhops,1,2\n", 3, "not seven fields"),
    ("hops,1,2,3,hops,2026,\"x\n", 1, "a quoted field is not closed"),
    ("hops,1,two,3,hops,2026,x\n", 1, "low, central and high must be numbers from 0 to 1e18"),
  ])
  func `what cannot be used is refused with its line`(text: String, line: Int, reason: String) {
    #expect(throws: CostParameters.ParseError(line: line, reason: reason)) {
      try CostParameters(parsing: text)
    }
  }

  @Test func `an unknown name is reported with the line of the file`() throws {
    var all = CostParameters.embedded
    let mine = try CostParameters(
      parsing: "# a\n\nhops,1,2,3,transfers,2026,x\n\nhopps,1,2,3,h,2026,x\n")
    #expect(throws: CostParameters.ParseError(line: 5, reason: "there is no parameter 'hopps'")) {
      try all.override(with: mine)
    }
  }

  @Test(arguments: [
    ("codecSpeed,3,2,1,x,2020,me", "'codecSpeed' is in octets a second, not in 'x'"),
    ("codecSpeed,1,2,3,octets a second,2020,me", "low, central and high of 'codecSpeed' must fall"),
    ("hops,9,2,3,transfers,2020,me", "low, central and high of 'hops' must rise"),
    ("encodePasses,1,2,1,passes,2020,me", "low, central and high of 'encodePasses' must rise"),
  ])
  func `another unit and a low case above the high one are refused`(
    row: String, reason: String
  ) throws {
    var all = CostParameters.embedded
    let mine = try CostParameters(parsing: row)
    #expect(throws: CostParameters.ParseError(line: 1, reason: reason)) {
      try all.override(with: mine)
    }
  }
}
