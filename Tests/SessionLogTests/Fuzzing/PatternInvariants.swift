// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// What must hold of the message catalogue whatever a message says. The fuzz target `FuzzPatterns`
/// and the tests that replay its corpus share it.
enum PatternInvariants {
  /// A sentence for the first rule that is broken, or nil. The first octet of `input` chooses
  /// severity and origin, the others are the message.
  static func violation(of input: [UInt8]) -> String? {
    guard let choice = input.first else { return nil }
    let origins = MessageOrigin.allCases
    let severities = Severity.allCases
    let context = MessageContext(
      severity: severities[Int(choice) / origins.count % severities.count],
      origin: origins[Int(choice) % origins.count])
    return violation(of: Array(input.dropFirst()), from: context)
  }

  private static func violation(of message: [UInt8], from context: MessageContext) -> String? {
    let text = message.span
    var takers: [Int] = []
    for (place, pattern) in MessageCatalogue.patterns.enumerated() {
      guard let event = pattern.match(text, from: context) else { continue }
      takers.append(place)
      if let problem = rangeViolation(of: event, in: message.count) {
        return "\(pattern.name): \(problem)"
      }
    }
    let names = takers.map { MessageCatalogue.patterns[$0].name }
    if takers.count > 1 { return "taken by \(names.joined(separator: ", "))" }
    var hint = MessageCatalogue.noHint
    let event = MessageCatalogue.match(text, from: context, hint: &hint)
    if (event == nil) != takers.isEmpty { return "the dispatch misses what \(names) takes" }
    for start in [0, 11, 29, UInt8(MessageCatalogue.patterns.count - 1)] {
      var other = start
      if MessageCatalogue.match(text, from: context, hint: &other) != event {
        return "the hint \(start) changes the event"
      }
    }
    return nil
  }

  /// A sentence for a range of `event` that leaves a message of `count` octets, or nil.
  static func rangeViolation(of event: SessionEvent, in count: Int) -> String? {
    ranges(in: event).first { $0.end > count }.map { "a range ends at \($0.end) of \(count)" }
  }

  private static func ranges(in value: Any) -> [TextRange] {
    if let range = value as? TextRange { return [range] }
    return Mirror(reflecting: value).children.flatMap { ranges(in: $0.value) }
  }
}
