// SPDX-License-Identifier: Apache-2.0
import MIME
import MailStores
import Reports

/// Measures the messages of one file after the other.
struct MeasureHandler: MessageHandler {
  private var scanner = EntityScanner()
  private(set) var meter = OverheadMeter()
  private(set) var deflate: DeflateMeter?
  private(set) var coverage = MailCoverage()
  private(set) var messageCount = 0

  private var path = ""
  private var place = MessagePlace(input: 0, number: 0, offset: 0)
  private var mailbox = ""
  private var isMail: Bool?

  init(withDeflate: Bool) {
    if withDeflate { deflate = DeflateMeter() }
  }

  /// Begins a file.
  mutating func beginFile(_ path: String) { self.path = path }

  /// Ends a file of so many octets.
  mutating func endFile(octets: Int, messages: Int) {
    coverage.octets += octets
    if octets == 0 { coverage.empty += 1 } else if messages > 0 { coverage.files += 1 }
  }

  mutating func noteUnreadable() { coverage.unreadable += 1 }
  mutating func noteSkipped() { coverage.skipped += 1 }

  mutating func beginMessage(_ place: MessagePlace) {
    self.place = place
    isMail = place.hasEnvelope ? true : nil
    if place.number == 1 {
      mailbox = MailboxName(path: path, beginsWithEnvelope: place.hasEnvelope).mailbox
    }
    scanner = EntityScanner()
    meter.beginMessage()
    deflate?.beginMessage()
  }

  mutating func receive(_ octets: Span<UInt8>) {
    if isMail == nil { isMail = MailRecognition.looksLikeMail(octets) }
    guard isMail == true else { return }
    scanner.scan(octets, into: &meter)
    deflate?.receive(octets)
  }

  mutating func endMessage() {
    guard let isMail else { return }
    guard isMail else {
      coverage.notMail += 1
      return
    }
    scanner.finish(into: &meter)
    meter.endMessage(file: path, number: place.number, mailbox: mailbox)
    deflate?.endMessage()
    messageCount += 1
  }

  /// Everything that was measured.
  consuming func finish() -> Measurement {
    Measurement(tally: meter.finish(), coverage: coverage, deflated: deflate?.sizes)
  }
}
