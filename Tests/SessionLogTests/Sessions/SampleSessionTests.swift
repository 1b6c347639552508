// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// The sessions of the samples, every fact of them, as recorded and reviewed; and what the scripts
/// that made the samples counted themselves.
@Suite struct SampleSessionTests {
  private func assembled(_ name: String) throws -> AssembledLog {
    AssembledLog(Array(try Folder(path: Repository.root).text("samples/logs/\(name)").utf8))
  }

  @Test(arguments: ["essay.log", "outbound-2018a.log", "inbound-2018.log", "syslog-2018.log"])
  func `sessions of a sample are as recorded`(name: String) throws {
    let sessions = try assembled(name).sessions
    expectGolden(
      sessions.map(\.summary).joined(separator: "\n\n") + "\n", named: "\(name).sessions.txt")
  }

  @Test func `inbound sessions agree with the mailbox that they filled`() throws {
    let log = try assembled("inbound-2018.log")
    #expect(log.sessions.count == 30)
    #expect(log.sessions.map(\.messagesDelivered).reduce(0, +) == 20)
    #expect(log.sessions.compactMap(\.octetsDelivered).reduce(0, +) == 419_479)
  }

  @Test func `outbound sessions agree with the servers that they met`() throws {
    let log = try assembled("outbound-2018a.log")
    #expect(log.sessions.count == 8)
    #expect(log.sessions.count { $0.tls.state != .plaintext } == 7)
    let transfers = log.sessions.flatMap(\.transactions).filter { $0.delivered == .yes }.map(
      \.transfer)
    #expect(transfers.count { $0 == .bdat } == 3)
    #expect(transfers.count { $0 == .data } == 2)
  }
}
