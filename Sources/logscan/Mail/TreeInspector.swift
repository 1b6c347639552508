// SPDX-License-Identifier: Apache-2.0
import MIME
import MailStores
import Reports

/// Shows each message as a tree.
struct TreeInspector: MessageHandler, EntityEventSink {
  private let path: String
  private var scanner = EntityScanner()
  private var builder = EntityTreeBuilder()
  private var place = MessagePlace(input: 0, number: 0, offset: 0)
  private var subject: [UInt8] = []
  private var isInSubject = false
  private(set) var messageCount = 0

  /// Octets of a subject that are shown at most.
  private static let subjectLimit = 998

  init(path: String) { self.path = path }

  mutating func beginMessage(_ place: MessagePlace) {
    self.place = place
    scanner = EntityScanner()
    builder = EntityTreeBuilder()
    subject = []
    messageCount += 1
  }

  mutating func receive(_ octets: Span<UInt8>) {
    var scanner = scanner
    scanner.scan(octets, into: &self)
    self.scanner = scanner
  }

  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    builder.receive(event, octets)
    switch event {
    case .fieldBegan(let name): isInSubject = name == .subject && subject.isEmpty
    case .bodyBegan: isInSubject = false
    case .field: if isInSubject { keepSubject(octets) }
    default: break
    }
  }

  private mutating func keepSubject(_ octets: Span<UInt8>) {
    for index in octets.indices where subject.count < Self.subjectLimit {
      subject.append(octets[index])
    }
  }

  mutating func endMessage() {
    var scanner = scanner
    scanner.finish(into: &self)
    self.scanner = scanner
    StandardOutput.write(
      EntityTreeText.render(
        builder.tree, file: path, message: place.number, at: place.offset,
        subject: HeaderText.value(ofField: subject)))
  }
}
