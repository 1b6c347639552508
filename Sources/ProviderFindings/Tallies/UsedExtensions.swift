// SPDX-License-Identifier: Apache-2.0
import SessionLog

// In the code that every session passes, enumerations of other modules are matched by patterns: to
// compare them by `==` is a call through their conformance.

/// Extensions that the delivered messages of one session used.
struct UsedExtensions: Equatable, Sendable {
  var delivered = false
  var bdat = false
  var binaryMIME = false
  var eightBitMIME = false
  var smtputf8 = false
  var tls = false

  /// Takes in a delivered message.
  mutating func note(_ transaction: Transaction) {
    if case .bdat = transaction.transfer { bdat = true }
    switch transaction.body {
    case .binaryMIME: binaryMIME = true
    case .eightBitMIME: eightBitMIME = true
    case .unstated, .sevenBit, .other: break
    }
    if transaction.smtputf8 { smtputf8 = true }
  }
}
