// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// One use of a service extension, as far as it decides the form of a message: what a client asks of a
/// server beyond plain SMTP.
package enum PeerUse: UInt8, CaseIterable, Sendable {
  /// The values of the BODY parameter of MAIL (RFC 6152 section 2, RFC 3030 section 3).
  case body7Bit, body8BitMIME, bodyBinaryMIME
  /// The SMTPUTF8 parameter of MAIL (RFC 6531 section 3.4).
  case smtputf8
  /// Transfer by BDAT (RFC 3030 section 2).
  case bdat

  /// The stable name in registers and tables.
  package var name: String {
    switch self {
    case .body7Bit: "BODY=7BIT"
    case .body8BitMIME: "BODY=8BITMIME"
    case .bodyBinaryMIME: "BODY=BINARYMIME"
    case .smtputf8: "SMTPUTF8"
    case .bdat: "BDAT"
    }
  }

  /// Those whose offers are counted. BODY=7BIT comes with 8BITMIME, and asks for nothing.
  static let offered: [PeerUse] = [.body8BitMIME, .bodyBinaryMIME, .smtputf8, .bdat]

  /// Words, in upper case, by which the text of a refusal names the use.
  var words: [String] {
    switch self {
    case .body7Bit, .body8BitMIME: ["8BITMIME", "BODY"]
    case .bodyBinaryMIME: ["BINARYMIME", "BODY"]
    case .smtputf8: ["SMTPUTF8", "UTF-8", "UTF8"]
    case .bdat: ["BDAT", "CHUNKING"]
    }
  }
}

/// A set of uses.
struct PeerUses: Equatable, Sendable {
  private var bits: UInt8 = 0

  init() {}

  init(_ uses: PeerUse...) {
    for use in uses { insert(use) }
  }

  /// What a mail transaction asks for: its parameters, and the way of its transfer.
  init(of transaction: Transaction) {
    switch transaction.body {
    case .sevenBit: insert(.body7Bit)
    case .eightBitMIME: insert(.body8BitMIME)
    case .binaryMIME: insert(.bodyBinaryMIME)
    case .unstated, .other: break
    }
    if transaction.smtputf8 { insert(.smtputf8) }
    if transaction.transfer == .bdat { insert(.bdat) }
  }

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ use: PeerUse) { bits |= 1 << use.rawValue }
  func contains(_ use: PeerUse) -> Bool { bits & 1 << use.rawValue != 0 }

  func intersection(_ other: PeerUses) -> PeerUses {
    var both = PeerUses()
    both.bits = bits & other.bits
    return both
  }
}
