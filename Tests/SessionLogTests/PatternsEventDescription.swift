// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// An event's case name and the texts of its ranges, read off by reflection: what samples state.
struct EventDescription {
  var name: String
  var ranges: [TextRange] = []
  var texts: [String] = []

  init(_ event: SessionEvent, of message: [UInt8]) {
    let mirror = Mirror(reflecting: event)
    guard let payload = mirror.children.first else {
      name = String(describing: event)
      return
    }
    name = payload.label ?? ""
    if let range = payload.value as? TextRange {
      ranges = [range]
    } else {
      ranges = Mirror(reflecting: payload.value).children.compactMap { $0.value as? TextRange }
    }
    texts = ranges.map { Self.text($0, of: message) }
  }

  private static func text(_ range: TextRange, of message: [UInt8]) -> String {
    guard range.end <= message.count else { return "range \(range) is not of the message" }
    return String(decoding: message[range.indices], as: UTF8.self)
  }
}
