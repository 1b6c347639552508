// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// What must hold of a log that was damaged, beside the intact one. The fuzz target `FuzzDamage` and the
/// property tests share it.
enum DamageInvariants {
  /// A sentence for the first rule that the damage breaks, or nil.
  static func violation(
    of log: [UInt8], dialect: Dialect, damagedBy chance: some RandomNumberGenerator
  ) -> String? {
    var damage = LogDamage(log, by: chance)
    let damaged = damage.damagedLog()
    let intact = LogReading(log, dialect: dialect)
    let reading = LogReading(damaged, dialect: dialect)
    for accusation in reading.accusations.subtracting(intact.accusations) {
      return "\(damage.done) accuses \(accusation.provider) of \(accusation.rule)"
    }
    if reading.messages > intact.messages {
      return "\(damage.done): \(reading.messages) messages, not \(intact.messages)"
    }
    if reading.octets > intact.octets {
      return "\(damage.done): \(reading.octets) octets, not \(intact.octets)"
    }
    if damage.leavesTrace, reading.missing <= intact.missing {
      return "\(damage.done): the coverage does not say so"
    }
    return nil
  }
}
