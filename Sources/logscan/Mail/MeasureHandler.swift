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
  /// The first message of what may be an mbox has ended; under which mailbox it is counted, the next one decides.
  private var awaitsMailbox = false

  init(withDeflate: Bool) {
    if withDeflate { deflate = DeflateMeter() }
  }

  /// Begins a file.
  mutating func beginFile(_ path: String) { self.path = path }

  /// Ends the file, of which this was read.
  mutating func endFile(_ file: MailFile, messages before: Int) {
    if awaitsMailbox { count(isMailbox: false) }
    coverage.octets += file.octets
    if file.failure != nil {
      coverage.unreadable += 1
      if messageCount > before { coverage.files += 1 }
    } else if file.octets == 0 {
      coverage.empty += 1
    } else if file.isMail {
      coverage.files += 1
    } else {
      coverage.notMail += 1
    }
  }

  mutating func beginMessage(_ place: MessagePlace) {
    if awaitsMailbox { count(isMailbox: true) }
    self.place = place
    scanner = EntityScanner()
    meter.beginMessage()
    deflate?.beginMessage()
  }

  mutating func receive(_ octets: Span<UInt8>) {
    scanner.scan(octets, into: &meter)
    deflate?.receive(octets)
  }

  mutating func endMessage() {
    scanner.finish(into: &meter)
    deflate?.endMessage()
    messageCount += 1
    if place.number > 1 {
      meter.endMessage(file: path, number: place.number, mailbox: mailbox)
    } else if place.hasEnvelope, !MailboxName.nameMakesMailbox(path) {
      awaitsMailbox = true
    } else {
      count(isMailbox: place.hasEnvelope)
    }
  }

  /// Counts the first message of a file.
  private mutating func count(isMailbox: Bool) {
    awaitsMailbox = false
    mailbox = MailboxName.of(path: path, isMailbox: isMailbox)
    meter.endMessage(file: path, number: place.number, mailbox: mailbox)
  }

  /// Everything that was measured.
  consuming func finish() -> Measurement {
    Measurement(tally: meter.finish(), coverage: coverage, deflated: deflate?.sizes)
  }
}
