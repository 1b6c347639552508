// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// The first octet chooses the server, the next eight the damage; the others are its log.
@main
enum FuzzDamage {
  static func main() {
    unsafe fuzz { data, count in
      let input = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      guard input.count > 9 else { return -1 }
      let dialect = Dialects.all[Int(input[0]) % Dialects.all.count]
      let chance = Chance(state: input[1..<9].reduce(0) { $0 << 8 | UInt64($1) })
      let log = Array(input[9...])
      if let problem = DamageInvariants.violation(of: log, dialect: dialect, damagedBy: chance) {
        fatalError(problem)
      }
      return 0
    }
  }
}

/// SplitMix64.
struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
