// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

/// Long lists are cut out of a JSON text, wherever it is cut itself.
@Suite struct JSONElementsTests {
  private static let text = #"""
    {"schema": "x", "servers": {"hosts": [ {"a": "] \" }", "b": [1, {}]} ,
    [2]], "n": {"hosts": 1}}, "clients": {"hosts": [], "other": [{}]}, "cost": {"notes": ["a", "b"]}, "list": [[3]]}
    """#

  @Test(arguments: [1, 2, 7, 1000])
  func `elements come one by one, and the frame is the text without them`(step: Int) {
    var elements = JSONElements(listsOf: ["servers", "clients"])
    var found: [String] = []
    let octets = Array(Self.text.utf8)
    for start in stride(from: 0, to: octets.count, by: step) {
      elements.scan(octets.span.extracting(start..<min(start + step, octets.count))) {
        found.append("\($0.object).\($0.name) \(String(decoding: $1, as: UTF8.self))")
      }
    }
    #expect(
      found == [
        #"servers.hosts {"a": "] \" }", "b": [1, {}]}"#, "servers.hosts [2]", "clients.other {}",
      ])
    let frame = String(decoding: elements.frame, as: UTF8.self)
    #expect(
      frame == #"""
        {"schema": "x", "servers": {"hosts": [], "n": {"hosts": 1}}, "clients": {"hosts": [], "other": []}, "cost": {"notes": ["a", "b"]}, "list": [[3]]}
        """#)
  }

  @Test(arguments: Seed.several(20))
  func `damaged text does no harm`(seed: Seed) {
    var generator = seed.generator
    var octets = Array(Self.text.utf8)
    for _ in 0..<5 {
      octets[generator.number(0...(octets.count - 1))] = UInt8(generator.number(32...126))
    }
    var elements = JSONElements(listsOf: ["servers", "clients"])
    var count = 0
    elements.scan(octets.span) { count += $1.count }
    #expect(count + elements.frame.count <= octets.count)
  }
}
