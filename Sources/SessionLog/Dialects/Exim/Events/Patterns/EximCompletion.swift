// SPDX-License-Identifier: Apache-2.0

/// All deliveries of a message are done.
enum EximCompletion: EximPattern {
  static let name = "completion"
  static let meaning = "Nothing is left to do for a message."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["Completed"]
  static let samples = [
    EximSample("Completed", id: true, gives: "completed"),
    EximSample("Completed QT=0.068s", id: true, gives: "completed"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("Completed"), cursor.isAtEnd || cursor.sees(" QT=") else { return false }
    statement.kind = .completed
    return statement.hasID
  }
}
