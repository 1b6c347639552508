// SPDX-License-Identifier: Apache-2.0

/// The hosts that sessions are with: large providers with many hosts each, and thousands of small
/// domains with one, drawn so that few peers account for most sessions.
struct Peers {
  struct Peer {
    var host: [UInt8]
    var domain: [UInt8]
    var address: [UInt8]
  }

  /// Host name pattern (`#` is a number), sender domain, share of all sessions in per cent.
  private static let providers: [(host: String, domain: String, share: Int)] = [
    ("mail-wm1-f#.google.com", "gmail.com", 16), ("mail-lj1-f#.google.com", "shop#.example", 6),
    ("mail-db5eur01on#.outbound.protection.outlook.com", "firm#.example", 13),
    ("sonic304-#.consmr.mail.ir2.yahoo.com", "yahoo.com", 3),
    ("a8-#.smtp-out.amazonses.com", "letter#.example", 6),
    ("m#.eu.mailgun.net", "notice#.example", 3), ("o#.ptr9900.sendgrid.net", "sale#.example", 4),
    ("eu-smtp-delivery-#.mimecast.com", "office#.example", 2),
    ("mx0a-#.pphosted.com", "corp#.example", 2),
    ("out#-smtp.messagingengine.com", "fastmail.com", 1),
    ("mail-4#.protonmail.ch", "proton.me", 1), ("mout#.gmx.net", "gmx.de", 2),
    ("mout#.kundenserver.de", "handwerk#.example", 2),
    ("relay#.hostedemail.com", "hosted#.example", 1),
  ]

  private var random: Random

  init(seed: UInt64) { random = Random(seed: seed) }

  mutating func next() -> Peer {
    var place = Int(random.next() % 100)
    for provider in Peers.providers {
      place -= provider.share
      if place < 0 { return peer(provider.host, provider.domain, hosts: 400) }
    }
    // The rest: small domains, the square of an even number favours the first ones.
    let even = Int(random.next() % 2000)
    let rank = even * even / 2000
    return Peer(
      host: Array("mx.d\(rank).example".utf8), domain: Array("d\(rank).example".utf8),
      address: address(rank &* 7919))
  }

  private mutating func peer(_ host: String, _ domain: String, hosts: Int) -> Peer {
    let number = Int(random.next() % UInt64(hosts))
    let fill = { (pattern: String) in
      pattern.split(separator: "#", omittingEmptySubsequences: false).joined(separator: "\(number)")
    }
    return Peer(
      host: Array(fill(host).utf8), domain: Array(fill(domain).utf8),
      address: address(number &* 104_729 &+ host.utf8.count))
  }

  /// Addresses of the blocks for documentation hold 762 hosts only, so benchmark logs use the
  /// block for benchmarks, 198.18.0.0/15.
  private func address(_ number: Int) -> [UInt8] {
    let host = number & 0x1ffff
    return Array("198.\(18 + (host >> 16)).\((host >> 8) & 255).\(host & 255)".utf8)
  }
}

/// SplitMix64: the same sequence on every machine.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
