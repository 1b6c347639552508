// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// What rules look at: a tally, read out once for all of them.
///
/// A log can have thousands of providers, so what a rule asks of one provider about the others is
/// worked out here, once: a rule that looked through all of them for each of them would take longer
/// than reading the log.
package struct FindingInput: Sendable {
  /// Both directions' providers, inbound first, each in order of name; the last of a direction may
  /// be the sum of those that are not kept apart.
  let providers: TallyList
  let inbound: TallyList
  let outbound: TallyList
  package let inboundTotal: ProviderTally
  package let outboundTotal: ProviderTally
  package let domains: [CarriedDomain]
  package let fallbacks: [FallbackPair]
  /// Outbound providers that accepted an address with a quoted local part, in order of name.
  let quotedAcceptors: [Provider]
  /// Inbound providers that sent mail to an address of ours with a quoted local part.
  let quotedSenders: Set<Provider>
  /// Outbound providers that accepted an address with characters outside ASCII, in order of name.
  let unicodeAcceptors: [Provider]
  private let fallbacksByPeer: [Peer: [FallbackPair]]

  private struct Peer: Hashable, Sendable {
    var provider: Provider
    var direction: Session.Direction
  }

  /// Reads `tally` out. `fallbackWindow` is the longest time, in microseconds, between a failed
  /// handshake and the plaintext session that counts as its consequence.
  package init(_ tally: LogTally, fallbackWindow: Int64) {
    var tally = tally
    tally.settle()
    (inbound, outbound) = tally.providers
    providers = inbound.followed(by: outbound)
    inboundTotal = ProviderTally(sumOf: inbound, .inbound)
    outboundTotal = ProviderTally(sumOf: outbound, .outbound)
    domains = tally.domains
    fallbacks = tally.fallbacks(windowMicroseconds: fallbackWindow)
    quotedAcceptors =
      outbound
      .filter { $0.quoted.accepted > 0 && $0.provider.kind != .others }.map(\.provider)
    unicodeAcceptors =
      outbound
      .filter { $0.unicode.accepted > 0 && $0.provider.kind != .others }.map(\.provider)
    quotedSenders = Set(
      inbound.filter { $0.quoted.acceptedForwardPaths > 0 }.map(\.provider))
    fallbacksByPeer = Dictionary(grouping: fallbacks) {
      Peer(provider: $0.provider, direction: $0.direction)
    }
  }

  /// The fallbacks of one provider in one direction, in order of the failed sessions.
  func fallbacks(of tally: ProviderTally) -> [FallbackPair] {
    fallbacksByPeer[Peer(provider: tally.provider, direction: tally.direction)] ?? []
  }
}
