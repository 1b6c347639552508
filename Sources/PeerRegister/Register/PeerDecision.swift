// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
package import SessionLog

/// In which form a message may be sent to a peer, and the observation that this rests on.
package struct PeerDecision: Equatable, Sendable {
  /// What a transfer may carry (RFC 2045 sections 2.7 to 2.9). The raw values are those of
  /// Content-Transfer-Encoding.
  package enum Domain: String, CaseIterable, Comparable, Sendable {
    case sevenBit = "7bit"
    case eightBit = "8bit"
    case binary

    private var rank: Int {
      switch self {
      case .sevenBit: 0
      case .eightBit: 1
      case .binary: 2
      }
    }

    package static func < (a: Domain, b: Domain) -> Bool { a.rank < b.rank }
  }

  /// The name that was asked for.
  package var name: String
  /// What the register knows under that name; nil: nothing.
  package var scope: PeerScope?
  package var domain: Domain
  /// The SMTPUTF8 parameter may be used, as message/global and UTF-8 header sections need.
  package var smtputf8: Bool
  /// What speaks for, or against, the two domains above 7bit, and SMTPUTF8; nil for an unknown peer.
  package var binary: UseVerdict?
  package var eightBit: UseVerdict?
  package var utf8: UseVerdict?

  /// The verdict that the domain rests on: for 7bit what speaks against 8bit.
  package var decisive: UseVerdict? { domain == .binary ? binary : eightBit }
  /// When that was seen last.
  package var date: LogTimestamp? { decisive?.date }
}

extension PeerRegister {
  /// The best form for a peer, which is a host, a recipient domain (or a mailbox in it), or a
  /// provider, looked for in this order. An unknown one gets 7bit.
  ///
  /// A name with several hosts allows what all of them allow: what one of them refuses or does not
  /// offer counts against all.
  package func decision(
    for name: String, trust: PeerTrust = .acceptedOrFresh, maxAge: Int64, now: LogTimestamp
  ) -> PeerDecision {
    guard let server = server(named: name) else {
      return PeerDecision(name: name, scope: nil, domain: .sevenBit, smtputf8: false)
    }
    return server.decision(name: name, trust: trust, maxAge: maxAge, now: now)
  }

  private func server(named name: String) -> PeerServer? {
    let parts = Array(name.utf8)
      .split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    let octets = Array(parts.last ?? [])
    if let address = Self.address(inLiteral: octets) { return server(.host, named: address) }
    if parts.count == 1, let address = IPAddress(octets) {
      return server(.host, named: address.description)
    }
    let normalised = HostName.normalised(octets.span)
    let host =
      normalised.isEmpty ? name.lowercased() : String(decoding: normalised, as: UTF8.self)
    // A mailbox is in a domain, whatever host has its name.
    if parts.count > 1 { return server(.domain, named: host) }
    return server(.host, named: host) ?? server(.domain, named: host)
      ?? server(.provider, named: name.lowercased())
  }
}

extension PeerRegister {
  /// The address in `"[" ["IPv6:"] address "]"` (RFC 5321 section 4.1.3), as hosts without a name are
  /// registered; nil for anything else. Mail to a literal goes to that host and no other.
  private static func address(inLiteral octets: [UInt8]) -> String? {
    guard octets.count > 2, octets.first == UInt8(ascii: "["), octets.last == UInt8(ascii: "]")
    else { return nil }
    let address = octets.dropFirst().dropLast()
    return IPAddress(address)?.description
      ?? String(decoding: address, as: UTF8.self).lowercased()
  }
}

extension PeerServer {
  /// The best form for this server; `name` is what it was asked for by.
  package func decision(
    name: String, trust: PeerTrust, maxAge: Int64, now: LogTimestamp
  ) -> PeerDecision {
    func verdict(_ use: PeerUse) -> UseVerdict {
      uses[use].verdict(trust: trust, maxAge: maxAge, now: now)
    }
    var binary = verdict(.bodyBinaryMIME)
    if binary.isAllowed {
      // Binary content goes by BDAT alone, so what speaks against BDAT speaks against it.
      let chunking = verdict(.bdat)
      if [.refused, .refusedAtTimes, .unanswered].contains(chunking.basis) { binary = chunking }
    }
    let eightBit = verdict(.body8BitMIME)
    let utf8 = verdict(.smtputf8)
    return PeerDecision(
      name: name, scope: scope,
      domain: binary.isAllowed ? .binary : eightBit.isAllowed ? .eightBit : .sevenBit,
      smtputf8: utf8.isAllowed, binary: binary, eightBit: eightBit, utf8: utf8)
  }
}
