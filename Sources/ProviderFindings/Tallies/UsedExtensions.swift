// SPDX-License-Identifier: Apache-2.0
import SessionLog

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
    if transaction.transfer == .bdat { bdat = true }
    if transaction.body == .binaryMIME { binaryMIME = true }
    if transaction.body == .eightBitMIME { eightBitMIME = true }
    if transaction.smtputf8 { smtputf8 = true }
  }
}
