// SPDX-License-Identifier: Apache-2.0

/// All recipients of a message were discarded: the client was told that it was accepted.
enum EximBlackhole: EximPattern {
  static let name = "blackhole"
  static let meaning = "A message was thrown away; its client was told that it was accepted."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["=> blackhole"]
  static let samples = [
    EximSample("=> blackhole (RCPT ACL discarded recipients)", id: true, gives: "remark")
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard statement.hasID, cursor.skip("=> blackhole") else { return false }
    guard cursor.isAtEnd || cursor.sees(" (") else { return false }
    statement.kind = .remark
    return true
  }
}
