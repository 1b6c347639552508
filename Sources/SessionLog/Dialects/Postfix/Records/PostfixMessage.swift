// SPDX-License-Identifier: Apache-2.0

/// A message of Postfix, behind the tag: the queue id and the severity are taken off its text.
///
///     message = [ "message repeated " 1*DIGIT " times: [ " ] body [ "]" ]
///     body    = [ severity ": " ] [ ( queue-id / "NOQUEUE" ) ": " ] text
package struct PostfixMessage: Equatable, Sendable {
  package var severity = PostfixSeverity.info
  /// Empty where the message names no queue file.
  package var queueID = TextRange.empty
  /// `NOQUEUE`: the server says that there is no queue file yet.
  package var isBeforeQueue = false
  /// What is left, and what patterns read. Relative to the first octet of the message, as `queueID`.
  package var text = TextRange.empty
  /// Further copies of the message that the line stands for (rsyslog's `$RepeatedMsgReduction`).
  package var copies: UInt32 = 1

  /// Reads the message of a line.
  @inline(__always)
  package static func read(_ octets: Span<UInt8>) -> PostfixMessage {
    var cursor = MessageCursor(octets)
    var message = PostfixMessage()
    if cursor.next == UInt8(ascii: "m") { message.takeRepetition(&cursor) }
    message.severity = PostfixSeverity.take(&cursor)
    if cursor.skip("NOQUEUE: ") {
      message.isBeforeQueue = true
    } else {
      message.queueID = QueueID.take(&cursor)
    }
    message.text = cursor.rest()
    return message
  }

  private mutating func takeRepetition(_ cursor: inout MessageCursor) {
    let start = cursor.position
    guard cursor.skip("message repeated "), let times = cursor.number(),
      cursor.skip(" times: ["), cursor.dropEnding("]")
    else {
      cursor.position = start
      return
    }
    cursor.skipBlanks()
    copies = UInt32(clamping: times)
  }
}
