// SPDX-License-Identifier: Apache-2.0
import MIME
import MailStores
import Reports

/// Shows each message as a tree.
struct TreeInspector: MessageHandler {
  private let path: String
  private var scanner = EntityScanner()
  private var builder = EntityTreeBuilder()
  private var place = MessagePlace(input: 0, number: 0, offset: 0)
  private(set) var messageCount = 0

  init(path: String) { self.path = path }

  mutating func beginMessage(_ place: MessagePlace) {
    self.place = place
    scanner = EntityScanner()
    builder = EntityTreeBuilder()
    messageCount += 1
  }

  mutating func receive(_ octets: Span<UInt8>) { scanner.scan(octets, into: &builder) }

  mutating func endMessage() {
    scanner.finish(into: &builder)
    StandardOutput.write(
      EntityTreeText.render(builder.tree, file: path, message: place.number, at: place.offset))
  }
}
