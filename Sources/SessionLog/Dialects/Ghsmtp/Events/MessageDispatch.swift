// SPDX-License-Identifier: Apache-2.0

/// Finds the pattern of a message by its first octets, for the places in a log that no hint is
/// known for. Made once from the openings of the catalogue's patterns.
struct MessageDispatch: Sendable {
  static let shared = MessageDispatch(MessageCatalogue.patterns)

  private let patterns: [any MessagePattern.Type]
  private let openings: OpeningTable

  init(_ patterns: [any MessagePattern.Type]) {
    self.patterns = patterns
    openings = OpeningTable(patterns.map { $0.openings })
  }

  /// The event of `message`, and the pattern that gives it as `hint`.
  func match(
    _ message: Span<UInt8>, from context: MessageContext, hint: inout UInt8
  ) -> SessionEvent? {
    if !message.isEmpty {
      let head = OpeningTable.head(of: message)
      for place in openings.candidates(message[0]) {
        guard let number = openings.pattern(at: place, beginning: head),
          let event = patterns[number].match(message, from: context)
        else { continue }
        hint = UInt8(number)
        return event
      }
    }
    for number in openings.general {
      guard let event = patterns[number].match(message, from: context) else { continue }
      hint = UInt8(number)
      return event
    }
    return nil
  }
}
