// SPDX-License-Identifier: Apache-2.0

/// What becomes of a message in the queue, and remarks about it, which no session rests on.
enum EximMessageRemark: EximPattern {
  static let name = "message-remark"
  static let meaning = "A message is frozen, released or removed, or something is noted about it."
  static let place = EximPlace.start
  static let openings: [StaticString] = [
    "Frozen", "Unfrozen", "Message is frozen", "*** Frozen", "removed by ", "cancelled by ",
    "rewrite: ", "qualify/rewrite: ", "lowest numbered MX record points to local host", "DKIM: ",
    "Spool file ",
    "retry time not reached", "no immediate delivery", "error ignored", "Warning: ",
    "remote host address is the local host", "Message abandoned", "discarded ",
  ]
  static let samples = [
    EximSample("Frozen (delivery error message)", id: true, gives: "remark"),
    EximSample("Unfrozen by forced delivery", id: true, gives: "remark"),
    EximSample("Message is frozen", id: true, gives: "remark"),
    EximSample("rewrite: domain literals not allowed", id: true, gives: "remark"),
    EximSample(
      "lowest numbered MX record points to local host: loop.example", id: true, gives: "remark"),
    EximSample(
      "DKIM: d=uni.example s=a c=relaxed/relaxed a=rsa-sha256 b=2048 [verification succeeded]",
      id: true, versions: "–4.90, +dkim_verbose", gives: "remark"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard statement.hasID else { return false }
    statement.kind = .remark
    return true
  }
}
