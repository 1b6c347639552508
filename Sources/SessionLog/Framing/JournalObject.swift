// SPDX-License-Identifier: Apache-2.0

/// One entry of the journal as `journalctl -o json` and `-o json-seq` write it: an object a line, its
/// members in any order, all values strings but for `MESSAGE`.
///
///     line    = [ RS ] "{" *( string ":" value ) "}"
///     MESSAGE = string / array of octets / null     ; octets that are not UTF-8, or control characters;
///                                                   ; null where it is longer than 4,096 octets
///
/// Its texts are decoded into a buffer, as `program[process]: message` behind the host.
struct JournalObject {
  /// Microseconds since 1970.
  var moment: Int64
  /// Ranges of the buffer.
  var host: TextRange
  var program: TextRange
  var process: TextRange
  var message: TextRange
  /// The journal did not write the message out.
  var isWithheld: Bool

  /// Where the object of a line begins; nil where the line is none.
  @inline(__always)
  static func start(_ text: Span<UInt8>, _ line: Range<Int>) -> Int? {
    guard line.count > 2 else { return nil }
    let first = text[line.lowerBound]
    if first == UInt8(ascii: "{"), text[line.lowerBound + 1] == UInt8(ascii: "\"") {
      return line.lowerBound
    }
    return first == 0x1E && text[line.lowerBound + 1] == UInt8(ascii: "{")
      ? line.lowerBound + 1 : nil
  }

  /// Reads an object; nil where it is not an entry of the journal with a program and a time.
  init?(_ text: Span<UInt8>, _ line: Range<Int>, into buffer: inout [UInt8]) {
    var reading = JSONReading(place: line.lowerBound, end: line.upperBound)
    var values = Values()
    guard reading.object(text, into: &values) else { return nil }
    guard !values.identifier.isEmpty,
      let moment = values.source.flatMap({ Self.number(text, $0) })
        ?? values.received.flatMap({ Self.number(text, $0) })
    else { return nil }
    self.moment = moment
    buffer.removeAll(keepingCapacity: true)
    host = JSONReading.decode(text, values.host, into: &buffer)
    program = JSONReading.decode(text, values.identifier, into: &buffer)
    buffer.append(UInt8(ascii: "["))
    process = JSONReading.decode(text, values.process ?? values.realProcess, into: &buffer)
    buffer += [UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: " ")]
    let isNull = values.message.map { text[$0.lowerBound] == UInt8(ascii: "n") } ?? true
    isWithheld = isNull
    message =
      isNull
      ? TextRange(start: buffer.count, count: 0)
      : JSONReading.decode(text, values.message, into: &buffer)
  }

  /// The values that matter, as they stand in the text.
  struct Values {
    var message: Range<Int>?
    var identifier = 0..<0
    var process: Range<Int>?
    var realProcess: Range<Int>?
    var host: Range<Int>?
    var source: Range<Int>?
    var received: Range<Int>?

    mutating func set(_ key: Span<UInt8>, _ value: Range<Int>) {
      if key.holdsExactly("MESSAGE") {
        message = value
      } else if key.holdsExactly("SYSLOG_IDENTIFIER") {
        identifier = value
      } else if key.holdsExactly("SYSLOG_PID") {
        process = value
      } else if key.holdsExactly("_PID") {
        realProcess = value
      } else if key.holdsExactly("_HOSTNAME") {
        host = value
      } else if key.holdsExactly("_SOURCE_REALTIME_TIMESTAMP") {
        source = value
      } else if key.holdsExactly("__REALTIME_TIMESTAMP") {
        received = value
      }
    }
  }

  private static func number(_ text: Span<UInt8>, _ value: Range<Int>) -> Int64? {
    var cursor = HeaderCursor(place: value.lowerBound, end: value.upperBound)
    _ = cursor.skip("\"", in: text)
    return cursor.number(atMost: 17, in: text).map { Int64($0) }
  }
}

extension Span<UInt8> {
  /// Whether the octets are just those of a literal.
  @inline(__always)
  func holdsExactly(_ literal: StaticString) -> Bool {
    count == literal.utf8CodeUnitCount && holds(literal, at: 0, before: count)
  }
}
