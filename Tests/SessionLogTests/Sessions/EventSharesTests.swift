// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// Batches whose events are shared out among assemblers, against assemblers that look at every event.
@Suite struct EventSharesTests {
  /// Greetings and farewells of some threads in several segments, with times that go back at times.
  private func script(_ seed: Seed) -> EventScript {
    var generator = seed.generator
    var script = EventScript()
    for _ in 0..<generator.number(0...300) {
      if generator.once(in: 60) { script.beginSegment() }
      let seconds = Double(generator.number(-50...400))
      let thread = UInt64(generator.number(1...9))
      if generator.once(in: 3) {
        script.add(after: seconds, thread: thread) { _ in .quit }
      } else {
        script.add(after: seconds, thread: thread) {
          .greeting(extended: true, helo: $0("mx.example"), client: $0("[192.0.2.1]"))
        }
      }
    }
    return script
  }

  @Test(arguments: Seed.several(30))
  func `each event is in one share, in order`(seed: Seed) {
    var batch = script(seed).batch
    for count in [3, 1, 8] {
      batch.share(among: count)
      for share in 0..<count {
        let places = batch.shares.places(of: share)
        let found = places.indices.map { Int(places[$0]) }
        #expect(
          found
            == batch.events.indices.filter {
              EventShares.share(of: batch.events[$0].thread, among: UInt64(count)) == share
            })
      }
    }
  }

  @Test(arguments: Seed.several(30))
  func `sessions are the same as without shares`(seed: Seed) {
    let plain = script(seed)
    for shards in [2, 5] {
      var shared = plain
      shared.share(among: shards)
      let found = shared.sessions(shards: shards)
      #expect(found.map(\.id) == plain.sessions().map(\.id))
      #expect(found.map(\.summary) == plain.sessions().map(\.summary))
    }
  }
}
