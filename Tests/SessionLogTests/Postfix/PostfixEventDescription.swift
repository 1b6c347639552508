// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// An event's case name and the texts of its ranges, read off by reflection: what samples state.
struct PostfixEventDescription {
  var name: String
  private(set) var ranges: [TextRange] = []
  private(set) var texts: [String] = []

  init(_ event: PostfixEvent, of text: [UInt8]) {
    let mirror = Mirror(reflecting: event)
    guard let payload = mirror.children.first else {
      name = String(describing: event)
      return
    }
    name = payload.label ?? ""
    collect(payload.value)
    texts = ranges.map { range in
      range.end <= text.count
        ? String(decoding: text[range.indices], as: UTF8.self) : "\(range) is not of the text"
    }
  }

  private mutating func collect(_ value: Any) {
    if let range = value as? TextRange {
      ranges.append(range)
    } else if let refusal = value as? PostfixRefusal {
      // The peer is in most samples the same, so that its texts are left out.
      ranges += [refusal.text, refusal.reversePath, refusal.forwardPath, refusal.helo]
    } else {
      for child in Mirror(reflecting: value).children { collect(child.value) }
    }
  }
}
