// SPDX-License-Identifier: Apache-2.0

/// What the tools of containers put before a line, maybe before what syslog has put there.
///
///     container = compose / kubectl / cri / docker
///     compose   = name *SP "| "                    ; docker compose logs
///     kubectl   = "[pod/" name "/" name "] "       ; kubectl logs --prefix
///     cri       = iso SP ( "stdout" / "stderr" ) SP ( "F" / "P" ) SP   ; /var/log/pods, CRI log format
///     docker    = iso "Z" SP                       ; docker logs --timestamps
///     name      = 1*( ALPHA / DIGIT / "-" / "_" / "." )
enum ContainerPrefix {
  /// One container's prefix behind another's: its name (empty where it has none) and its time, if it states one.
  struct Reading: Equatable {
    var name = TextRange.empty
    var time: StatedTime?
    /// The line goes on in the next one of the stream.
    var isPartial = false
  }

  /// Reads one prefix; the cursor stays where it is if there is none.
  static func read(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> Reading? {
    guard !cursor.isAtEnd else { return nil }
    var ahead = cursor
    let reading: Reading?
    switch text[cursor.place] {
    case UInt8(ascii: "["): reading = readKubectl(text, &ahead)
    case 0x30...0x39: reading = readCRI(text, &ahead) ?? readCompose(text, &ahead, from: cursor)
    default: reading = readCompose(text, &ahead, from: cursor)
    }
    if reading != nil { cursor = ahead }
    return reading
  }

  /// Reads the time that stands alone before a line.
  static func readTime(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> StatedTime? {
    var ahead = cursor
    guard let time = StatedTime.read(text, &ahead), ahead.place - cursor.place > 20,
      text[ahead.place - 1] == UInt8(ascii: "Z"), ahead.skip(" ", in: text)
    else { return nil }
    cursor = ahead
    return time
  }

  private static func readCRI(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> Reading? {
    guard let time = StatedTime.read(text, &cursor), cursor.skip(words: " std", in: text),
      cursor.skip(words: "out ", in: text) || cursor.skip(words: "err ", in: text)
    else { return nil }
    let isPartial = cursor.skip("P", in: text)
    guard isPartial || cursor.skip("F", in: text), cursor.skip(" ", in: text) || cursor.isAtEnd
    else { return nil }
    return Reading(time: time, isPartial: isPartial)
  }

  private static func readKubectl(_ text: Span<UInt8>, _ cursor: inout HeaderCursor) -> Reading? {
    guard cursor.skip(words: "[pod/", in: text) else { return nil }
    let begin = cursor.place
    while !cursor.isAtEnd, isName(text[cursor.place]) || text[cursor.place] == UInt8(ascii: "/") {
      cursor.place += 1
    }
    let name = TextRange(start: begin, count: cursor.place - begin)
    guard !name.isEmpty, cursor.skip("]", in: text), cursor.skip(" ", in: text) || cursor.isAtEnd
    else { return nil }
    return Reading(name: name)
  }

  private static func readCompose(
    _ text: Span<UInt8>, _ cursor: inout HeaderCursor, from begin: HeaderCursor
  ) -> Reading? {
    cursor = begin
    while !cursor.isAtEnd, isName(text[cursor.place]) { cursor.place += 1 }
    let name = TextRange(start: begin.place, count: cursor.place - begin.place)
    guard !name.isEmpty else { return nil }
    cursor.skipBlanks(atMost: 64, in: text)
    guard cursor.skip("|", in: text), cursor.skip(" ", in: text) || cursor.isAtEnd else {
      return nil
    }
    return Reading(name: name)
  }

  private static func isName(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
