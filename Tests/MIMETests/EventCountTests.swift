// SPDX-License-Identifier: Apache-2.0
import MIME
import Testing

/// Work in numbers of events, since a test must not look at the clock: twice the octets must not mean more than twice the
/// events, and no octet may be reported twice.
@Suite struct EventCountTests {
  private struct Counter: EntityEventSink {
    var events = 0
    var octets = 0

    mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
      events += 1
      self.octets += octets.count
    }
  }

  private func count(_ message: [UInt8]) -> Counter {
    var counter = Counter()
    var scanner = EntityScanner()
    var start = 0
    while start < message.count {
      let end = min(message.count, start + 64 << 10)
      scanner.scan(message.span.extracting(start..<end), into: &counter)
      start = end
    }
    scanner.finish(into: &counter)
    return counter
  }

  private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
    let octets = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(octets.count * count)
    for _ in 0..<count { result += octets }
    return result
  }

  private static let multipart = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"

  private static let hostile: [(String, @Sendable (Int) -> [UInt8])] = [
    ("parts", { Array(multipart.utf8) + repeated("--b\n\nx\n", $0) }),
    ("header fields", { repeated("X-F: y\n", $0) }),
    ("folded lines", { Array("X: y\n".utf8) + repeated(" y\n", $0) }),
    ("lines that begin like delimiters", { Array(multipart.utf8) + repeated("--\n--c\n", $0) }),
    ("empty lines", { Array(multipart.utf8) + repeated("\n", $0) }),
    ("lone CR", { Array(multipart.utf8) + repeated("\r", $0) }),
    ("an open comment", { Array("Content-Type: text/plain (".utf8) + repeated("(", $0) }),
    ("parameters", { Array("Content-Type: a/b".utf8) + repeated(";\n a*0*=b", $0) }),
    ("one line", { Array("\n".utf8) + repeated("x", $0) }),
    (
      "nested multiparts",
      { depth in
        (0..<depth).flatMap {
          Array("Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n".utf8)
        }
      }
    ),
  ]

  @Test(arguments: hostile.indices)
  func `events grow with octets`(index: Int) {
    let (name, make) = Self.hostile[index]
    let (small, large) = (make(3000), make(6000))
    let (few, many) = (count(small), count(large))
    #expect(few.octets == small.count, "\(name)")
    #expect(many.octets == large.count, "\(name)")
    #expect(few.events <= 8 * small.count + 16, "\(name)")
    #expect(many.events <= 2 * few.events + 64, "\(name)")
  }
}
