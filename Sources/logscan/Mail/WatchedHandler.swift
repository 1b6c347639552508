// SPDX-License-Identifier: Apache-2.0
import MIME
import MailStores

/// Passes messages on to be measured, and says every few megabytes how far it is: a mailbox can be of any size.
struct WatchedHandler: MessageHandler {
  var handler: MeasureHandler
  private let note: (_ octets: Int, _ messages: Int) -> Void
  /// Octets of the present file that were not reported yet, and those that were.
  private var octets = 0
  private var toldOctets = 0
  private var toldMessages = 0

  /// Octets after which something is reported: some milliseconds' work.
  private static let portion = 4 << 20

  init(_ handler: MeasureHandler, note: @escaping (_ octets: Int, _ messages: Int) -> Void) {
    self.handler = handler
    self.note = note
  }

  mutating func beginMessage(_ place: MessagePlace) { handler.beginMessage(place) }

  mutating func receive(_ octets: Span<UInt8>) {
    handler.receive(octets)
    self.octets += octets.count
    if self.octets >= Self.portion { tell(self.octets) }
  }

  mutating func endMessage() { handler.endMessage() }

  /// Ends a file of so many octets: says the rest of it.
  mutating func endFile(octets count: Int) {
    tell(max(0, count - toldOctets))
    toldOctets = 0
  }

  private mutating func tell(_ count: Int) {
    note(count, handler.messageCount - toldMessages)
    toldMessages = handler.messageCount
    toldOctets += count
    octets = 0
  }
}
