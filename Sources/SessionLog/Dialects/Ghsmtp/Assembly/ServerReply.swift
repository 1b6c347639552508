// SPDX-License-Identifier: Apache-2.0

/// The reply of a server that is being read, line by line.
///
/// Most replies say with their code all that a session rests on. Only of the others the texts are
/// kept, in the session's arena, where an offer of service extensions then stays.
struct ServerReply: ~Copyable, Sendable {
  /// Whether a line of it was read.
  var isOpen = false
  /// The first code that a line had, or 0.
  var code: UInt16 = 0
  /// The line before announced another one.
  var isIncomplete = false
  /// Texts of the first line, and of those that follow.
  var head = TextRange.empty
  var rest = SlotList<TextRange>()
  /// Octets of all texts, with a separator each.
  var octets = 0

  var isPositive: Bool { code / 100 == 2 }
  var isRefusal: Bool { code >= 400 }

  mutating func clear() {
    isOpen = false
    code = 0
    isIncomplete = false
    head = .empty
    octets = 0
    rest.removeAll()
  }
}
