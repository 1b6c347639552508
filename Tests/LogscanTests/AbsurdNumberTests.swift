// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// A log can claim any number of octets, and several such messages: sums stop at the greatest
/// number instead of ending the program.
@Suite struct AbsurdNumberTests {
  private static let greatest = "18446744073709551615"

  private static func inbound(_ octets: String) -> String {
    (1...3).map { number in
      """
      I0613 11:0\(number):00.000001 \(2000 + number) Session.cpp:167] EHLO mx1.bigmail.example from [203.0.113.10]
      I0613 11:0\(number):00.000002 \(2000 + number) Session.cpp:295] MAIL FROM:<a@bigmail.example> SIZE=\(octets)
      I0613 11:0\(number):00.000003 \(2000 + number) Session.cpp:346] RCPT TO:<b@ghsmtp.example>
      I0613 11:0\(number):00.000004 \(2000 + number) Session.cpp:779] BDAT \(octets)
      I0613 11:0\(number):00.000005 \(2000 + number) Session.cpp:779] BDAT \(octets) LAST
      I0613 11:0\(number):00.000006 \(2000 + number) Session.cpp:780] message delivered, \(octets) octets, with id x\(number)
      I0613 11:0\(number):00.000007 \(2000 + number) Session.cpp:839] QUIT

      """
    }.joined()
  }

  private static func outbound(_ octets: String) -> String {
    (1...3).map { number in
      """
      I0613 11:0\(number):00.000001 \(3000 + number) snd.cpp:1616] trying mx.full.example:smtp
      I0613 11:0\(number):00.000002 \(3000 + number) snd.cpp:627] connected to 198.51.100.100:25
      I0613 11:0\(number):00.000003 \(3000 + number) snd.cpp:468]  S: 220 mx.full.example ESMTP
      I0613 11:0\(number):00.000004 \(3000 + number) snd.cpp:1194] C: EHLO mail.ghsmtp.example
      I0613 11:0\(number):00.000005 \(3000 + number) snd.cpp:482]  S: 250-SIZE \(octets)
      I0613 11:0\(number):00.000006 \(3000 + number) snd.cpp:482]  S: 250 CHUNKING
      I0613 11:0\(number):00.000007 \(3000 + number) snd.cpp:1375] C: MAIL FROM:<a@ghsmtp.example> SIZE=\(octets)
      I0613 11:0\(number):00.000008 \(3000 + number) snd.cpp:526]  S: 250 2.1.0 Ok
      I0613 11:0\(number):00.000009 \(3000 + number) snd.cpp:1381] C: RCPT TO:<b@full.example>
      I0613 11:0\(number):00.000010 \(3000 + number) snd.cpp:526]  S: 250 2.1.5 Ok
      I0613 11:0\(number):00.000011 \(3000 + number) snd.cpp:1441] C: BDAT \(octets) LAST
      I0613 11:0\(number):00.000012 \(3000 + number) snd.cpp:526]  S: 250 2.0.0 Ok
      I0613 11:0\(number):00.000013 \(3000 + number) snd.cpp:1531] C: QUIT

      """
    }.joined()
  }

  @Test(arguments: ["18446744073709551615", "9223372036854775807", "4611686018427387904"])
  func `absurd sizes are summed without a crash`(octets: String) throws {
    for log in [Self.inbound(octets), Self.outbound(octets)] {
      for arguments in [["report"], ["report", "-f", "json"], ["sessions", "-f", "ndjson"]] {
        let result = try BuiltProgram.logscan.run(
          arguments + ["--year", "2018", "--utc", "-"], input: Array(log.utf8))
        #expect(result.exitCode == 0)
        #expect(result.output.contains("full.example") || result.output.contains("bigmail.example"))
      }
    }
  }

  @Test func `a sum that is too large is the greatest number`() throws {
    let result = try BuiltProgram.logscan.run(
      ["report", "-f", "json", "--year", "2018", "-"],
      input: Array(Self.inbound(Self.greatest).utf8))
    #expect(result.output.contains(Self.greatest))
  }
}
