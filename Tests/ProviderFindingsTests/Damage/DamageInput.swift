// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// An input of the fuzz target `FuzzDamage`: the first octet chooses the server, the next eight the
/// damage; the others are its log.
struct DamageInput {
  private let dialect: Dialect
  private let chance: Chance
  private let log: [UInt8]

  /// Nil where the input is too short for a log.
  init?(_ input: [UInt8]) {
    guard input.count > 9 else { return nil }
    dialect = Dialects.all[Int(input[0]) % Dialects.all.count]
    chance = Chance(state: input[1..<9].reduce(0) { $0 << 8 | UInt64($1) })
    log = Array(input[9...])
  }

  /// A sentence for the first rule that the damage breaks, or nil. A log that was damaged before is not
  /// judged: its doubt excuses a session, and damage to the same line can take the doubt away.
  func violation() -> String? {
    guard LogReading(log, dialect: dialect).isWhole else { return nil }
    return DamageInvariants.violation(of: log, dialect: dialect, damagedBy: chance)
  }
}

/// SplitMix64.
private struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
