// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Replies as Exim logs them: of a remote server, or the text of its own.
enum EximReply {
  /// `code (SP / "-")`, a reply code that is a refusal; 0 where none stands there.
  static func code(_ cursor: inout MessageCursor) -> UInt16 {
    let start = cursor.position
    guard let number = cursor.smallNumber(), cursor.position - start == 3,
      (400...599).contains(number), cursor.isAtEnd || cursor.skip(" ") || cursor.skip("-")
    else {
      cursor.position = start
      return 0
    }
    return number
  }

  /// `class "." subject "." detail [SP]`
  static func enhanced(_ cursor: inout MessageCursor) -> EnhancedStatusCode? {
    let start = cursor.position
    if let statusClass = cursor.smallNumber(), statusClass == 4 || statusClass == 5,
      cursor.skip("."), let subject = cursor.smallNumber(), cursor.skip("."),
      let detail = cursor.smallNumber(), cursor.isAtEnd || cursor.skip(" ") || cursor.sees("\\n"),
      let code = EnhancedStatusCode(statusClass, subject, detail)
    {
      return code
    }
    cursor.position = start
    return nil
  }
}
