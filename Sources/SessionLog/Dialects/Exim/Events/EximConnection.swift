// SPDX-License-Identifier: Apache-2.0

/// What the messages about the end of a connection have in common.
enum EximConnection {
  /// `SMTP connection [Ci=number SP] from host [SP "D=" duration]`
  static func read(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("SMTP connection "), statement.readPeer(&cursor) else { return false }
    skipDuration(&cursor)
    return true
  }

  /// `Ci=number SP`; 0 where it does not stand there.
  static func number(_ cursor: inout MessageCursor) -> UInt32 {
    guard cursor.skip("Ci=") else { return 0 }
    let number = UInt32(truncatingIfNeeded: cursor.number() ?? 0)
    _ = cursor.skip(" ")
    return number
  }

  /// ` D=0.128s`
  static func skipDuration(_ cursor: inout MessageCursor) {
    guard cursor.skip(" D=") else { return }
    _ = cursor.take(until: UInt8(ascii: " "))
  }

  /// `(text)`, which may hold brackets; what stands in it.
  static func bracketed(_ cursor: inout MessageCursor) -> TextRange? {
    let start = cursor.position
    guard cursor.skip("("), let close = cursor.take(through: ")") else {
      cursor.position = start
      return nil
    }
    return close
  }
}

extension EximStatement {
  /// `["Ci=" number SP] "from" SP host`
  mutating func readPeer(_ cursor: inout MessageCursor) -> Bool {
    let connection = EximConnection.number(&cursor)
    guard cursor.skip("from "), let host = EximHost.read(&cursor) else { return false }
    self.host = host
    if connection != 0 { self.host.connection = connection }
    return true
  }
}
