// SPDX-License-Identifier: Apache-2.0

/// One session that is going on: where it is in its template, and what its gaps are filled with.
struct RunningSession {
  var template = 0
  var record = 0
  /// Microseconds since 1970 of the next record.
  var time = 0
  /// Right-aligned in five columns, as the library prints it, with the blank behind.
  var thread: [UInt8] = []
  var peer = Peers.Peer(host: [], domain: [], address: [])
  var user: [UInt8] = []
  var octets: [UInt8] = []
  var size: [UInt8] = []
  var id: [UInt8] = []
  var stamp: [UInt8] = []
  var cpu: [UInt8] = []
}

/// Makes sessions of one year's build: which template, with whom, when.
struct SessionSource {
  let templates: [SessionTemplate]
  let year: Int
  private let cumulative: [Double]
  private var random: Random
  private var peers: Peers
  private var process = 4_711

  init(year: Int, templates: [SessionTemplate], seed: UInt64) {
    self.year = year
    self.templates = templates.filter { $0.year == year }
    var sum = 0.0
    cumulative = self.templates.map {
      sum += $0.weight
      return sum
    }
    random = Random(seed: seed)
    peers = Peers(seed: seed &+ 1)
  }

  /// Follows `session`: with the retry that its template asks for, else with another peer.
  mutating func replace(_ session: inout RunningSession, meanGap: Int) {
    let next = templates[session.template].next
    let isRetry = next != nil && !session.thread.isEmpty
    if isRetry, let place = templates.firstIndex(where: { $0.name == next }) {
      session.template = place
    } else {
      session.template = draw()
      session.peer = peers.next()
      session.user = Array("user\(random.next() % 5_000)".utf8)
    }
    session.record = 0
    let gap = isRetry ? 3_000_000 : Int(random.next() % UInt64(2 * meanGap))
    session.time += gap + templates[session.template].records[0].delay
    session.thread = thread()
    let size = messageSize()
    session.size = Array(String(size).utf8)
    session.octets = Array(String(size + 533).utf8)
    session.id = identifier()
    session.stamp = Array(String(session.time / 1_000_000).utf8)
    session.cpu = Array(String(1_000_000 + random.next() % 8_999_999).utf8)
  }

  mutating func evenly(below limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

  private mutating func draw() -> Int {
    let total = cumulative.last ?? 1
    let place = Double(random.next() >> 11) / 0x1p53 * total
    return cumulative.firstIndex { place < $0 } ?? 0
  }

  /// Up to glog 0.6 the process id, which recurs; since 0.7 a pthread handle.
  private mutating func thread() -> [UInt8] {
    guard year >= 2023 else {
      process = process >= 32_767 ? 301 : process + 1 + Int(random.next() % 3)
      let digits = String(process)
      return Array(
        (String(repeating: " ", count: max(0, 5 - digits.utf8.count)) + digits + " ").utf8)
    }
    return Array("\(139_600_000_000_000 + (random.next() % 160_000_000) * 4_096 + 1_856) ".utf8)
  }

  /// Most messages have a few kilobytes, some have megabytes: three even draws multiplied.
  private mutating func messageSize() -> Int {
    let factor = { (generator: inout Random) in 1 + Int(generator.next() % 160) }
    return 300 + factor(&random) * factor(&random) * factor(&random) / 4
  }

  private mutating func identifier() -> [UInt8] {
    let letters = Array("abcdefghijkmnopqrstuvwxyz1345678".utf8)
    var bits = random.next()
    return (0..<13).map { _ in
      defer { bits >>= 5 }
      return letters[Int(bits & 31)]
    }
  }
}
