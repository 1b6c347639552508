// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// What must hold of a log that was damaged, beside the intact one. The fuzz target `FuzzDamage` and the
/// property tests share it.
enum DamageInvariants {
  /// A sentence for the first rule that the damage breaks, or nil.
  ///
  /// Postfix's client logs a handshake in one line and nothing where there was none: where that line is lost without a trace,
  /// a delivery in TLS looks like one in the clear. Its reader excuses that for servers that it has seen in TLS before.
  static func violation(
    of log: [UInt8], dialect: Dialect, damagedBy chance: some RandomNumberGenerator
  ) -> String? {
    var damage = LogDamage(log, by: chance)
    let damaged = damage.damagedLog()
    let intact = LogReading(log, dialect: dialect)
    let reading = LogReading(damaged, dialect: dialect)
    for accusation in reading.accusations.subtracting(intact.accusations) {
      if dialect.name == "postfix", !damage.leavesTrace, accusation.direction == .outbound,
        accusation.rule == "plaintext-delivery"
      {
        continue
      }
      return "\(damage.done) accuses \(accusation.provider) of \(accusation.rule)"
    }
    if reading.messages > intact.messages {
      return "\(damage.done): \(reading.messages) messages, not \(intact.messages)"
    }
    if reading.octets > intact.octets {
      return "\(damage.done): \(reading.octets) octets, not \(intact.octets)"
    }
    if damage.leavesTrace, !reading.admitsMore(than: intact) {
      return "\(damage.done): the coverage does not say so"
    }
    return nil
  }
}
