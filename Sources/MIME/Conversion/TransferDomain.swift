// SPDX-License-Identifier: Apache-2.0

/// What a transport or a store lets through (RFC 2045 sections 2.7 to 2.9). Each domain includes the ones before it.
public enum TransferDomain: String, CaseIterable, Comparable, Sendable {
  /// Lines of at most 998 ASCII octets that end in CRLF, no NUL: SMTP without extensions.
  case sevenBit = "7bit"
  /// The same with octets above ASCII: 8BITMIME (RFC 6152).
  case eightBit = "8bit"
  /// Any octets: BINARYMIME (RFC 3030).
  case binary

  /// Narrower domains come first.
  public static func < (left: TransferDomain, right: TransferDomain) -> Bool {
    left.rank < right.rank
  }

  /// The transfer encoding that says of a body that it is of this domain, unencoded.
  public var label: ContentTransferEncoding {
    switch self {
    case .sevenBit: .sevenBit
    case .eightBit: .eightBit
    case .binary: .binary
    }
  }

  /// The domain that an identity encoding claims. A missing field means 7bit (RFC 2045 section 6.1); a body that is
  /// encoded stands in lines of ASCII.
  init(claimedBy encoding: ContentTransferEncoding?) {
    switch encoding {
    case .eightBit?: self = .eightBit
    case .binary?: self = .binary
    default: self = .sevenBit
    }
  }

  private var rank: Int {
    switch self {
    case .sevenBit: 0
    case .eightBit: 1
    case .binary: 2
    }
  }
}
