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
  /// Recipes of a converted message, by the index of their entity.
  private var recipes: [Int: [UInt8]] = [:]
  private var isInRecipe = false
  private(set) var messageCount = 0

  /// Octets of a field that are shown at most.
  private static let fieldLimit = 998

  init(path: String) { self.path = path }

  mutating func beginMessage(_ place: MessagePlace) {
    self.place = place
    scanner = EntityScanner()
    builder = EntityTreeBuilder()
    subject = []
    recipes = [:]
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
    case .fieldBegan(let name):
      isInSubject = name == .subject && subject.isEmpty
      isInRecipe = name == .contentTransferRecipe
    case .bodyBegan:
      isInSubject = false
      isInRecipe = false
    case .field:
      if isInSubject { Self.keep(octets, in: &subject) }
      if isInRecipe {
        Self.keep(octets, in: &recipes[builder.tree.entities.count - 1, default: []])
      }
    default: break
    }
  }

  private static func keep(_ octets: Span<UInt8>, in field: inout [UInt8]) {
    for index in octets.indices where field.count < fieldLimit { field.append(octets[index]) }
  }

  mutating func endMessage() {
    var scanner = scanner
    scanner.finish(into: &self)
    self.scanner = scanner
    StandardOutput.write(
      EntityTreeText.render(
        builder.tree, file: path, message: place.number, at: place.offset,
        subject: HeaderText.value(ofField: subject.span),
        recipes: recipes.mapValues { HeaderText.value(ofField: $0.span) }))
  }
}
