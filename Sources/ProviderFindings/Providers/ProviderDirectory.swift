// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import SessionLog

/// Says which provider a session was with.
///
/// The network of the peer's address decides, if the table of known providers has it.
/// The names of a session that somebody confirmed are asked in this order: outbound the name for
/// which the certificate verified, then the host that was tried (the MX); inbound the FCrDNS name, then
/// the name in a verified client certificate. The first of them that the table of known providers
/// has, decides; else the registered domain of the first. Without a confirmed name, the EHLO name (inbound)
/// or the banner's (outbound) counts as a *claim*, if it is plausible: such a provider is of kind
/// `claimed` and kept apart, since anybody can claim any name. Else the network of the address.
///
/// Answers are cached by name, so a host that recurs costs one hash and one look.
package struct ProviderDirectory: Sendable {
  /// What is known of one name.
  struct Entry: Sendable {
    /// Nil: the name is of no use.
    private(set) var provider: Provider?
    /// The registered domain of the name, where it has one.
    fileprivate(set) var domain = ""

    fileprivate init() {}

    fileprivate mutating func set(_ provider: Provider) { self.provider = provider }
  }

  /// The part of an entry that is asked for in every session.
  fileprivate struct Keys: Sendable {
    /// The provider's `identity`; 0 where there is none.
    var provider: UInt64 = 0
    /// Hash of the domain.
    var domain: UInt64 = 0
  }

  /// What a name is looked up as; mixed into the hash, so that roles do not meet in the cache.
  private enum Role: UInt64 {
    case confirmed = 0x1D8A_7F3E_5C92_B641
    case claimed = 0x6B4F_09D2_E871_3AC5
    case address = 0xA3C5_5E17_9B08_D2F6
  }

  /// Names that are remembered, in sets of four: a name is looked for in one set only, and takes
  /// the place of one of its four. About 0.8 MB, and what providers and domains take.
  private static let slots = 16_384
  private static let ways = 4

  /// Registered domains whose entry is remembered, for their other hosts. About 130 kB.
  private static let families = 4096

  private let aliases: AliasTable
  private var domains = RegisteredDomains()
  private var families = [Entry](repeating: Entry(), count: ProviderDirectory.families)
  private var familyHashes = [UInt64](repeating: 0, count: ProviderDirectory.families)
  /// The name that is looked up, normalised.
  private var name: [UInt8] = []
  private var cache: [Entry]
  /// The keys of the entries, apart, since hardly anything else is asked for.
  private var keys = [Keys](repeating: Keys(), count: ProviderDirectory.slots + 1)
  /// The hashes of the names, apart, so that a look at one set is a look at one cache line.
  private var hashes = [UInt64](repeating: 0, count: ProviderDirectory.slots)
  /// Counts misses; its low bits choose the place that a new name takes in its set.
  private var misses = 0
  private static let unknownSlot = slots

  package init(aliases: AliasTable = .embedded) {
    self.aliases = aliases
    cache = [Entry](repeating: Entry(), count: Self.slots + 1)
    cache[Self.unknownSlot].set(.unknown)
    keys[Self.unknownSlot].provider = Provider.unknown.identity
  }

  /// The provider of a session.
  package mutating func provider(of session: Session) -> Provider {
    let slot = slot(of: session)
    return cache[slot].provider ?? .unknown
  }

  /// The provider that a domain name belongs to, taking the name as true.
  package mutating func provider(ofName name: String) -> Provider? {
    let octets = Array(name.utf8)
    return cache[slot(ofName: octets.span)].provider
  }

  /// Valid until the next look-up.
  subscript(slot: Int) -> Entry {
    _read { yield cache[slot] }
  }

  /// The identity of the provider of an entry that has one.
  func identity(at slot: Int) -> UInt64 { keys[slot].provider }

  /// Hash of the registered domain of a name that is of use; nil for others.
  func domainHash(at slot: Int) -> UInt64? {
    keys[slot].provider == 0 ? nil : keys[slot].domain
  }

  /// The slot of the entry that says who the session was with; its provider is never nil.
  mutating func slot(of session: Session) -> Int {
    let text = session.text.span
    if aliases.hasNetworks, !session.peerAddress.isEmpty {
      let slot = slot(of: text.extracting(session.peerAddress.indices), as: .address)
      if Provider.isKnown(keys[slot].provider) { return slot }
    }
    var (first, second) = (session.peerName, session.verifiedName)
    if case .outbound = session.direction { swap(&first, &second) }
    var found: Int?
    if !first.isEmpty {
      let slot = slot(of: text.extracting(first.indices), as: .confirmed)
      if Provider.isKnown(keys[slot].provider) { return slot }
      if keys[slot].provider != 0 { found = slot }
    }
    if !second.isEmpty {
      let before = misses
      let slot = slot(of: text.extracting(second.indices), as: .confirmed)
      let provider = keys[slot].provider
      if Provider.isKnown(provider) || provider != 0 && found == nil { return slot }
      // The second look-up may have taken the first one's slot.
      if found != nil, misses != before {
        found = self.slot(of: text.extracting(first.indices), as: .confirmed)
      }
    }
    if let found { return found }
    if !session.helo.isEmpty {
      let slot = slot(of: text.extracting(session.helo.indices), as: .claimed)
      if keys[slot].provider != 0 { return slot }
    }
    if !session.peerAddress.isEmpty {
      let slot = slot(of: text.extracting(session.peerAddress.indices), as: .address)
      if keys[slot].provider != 0 { return slot }
    }
    return Self.unknownSlot
  }

  /// The slot of the entry for a name that is taken as true.
  mutating func slot(ofName name: Span<UInt8>) -> Int { slot(of: name, as: .confirmed) }

  private mutating func slot(of text: Span<UInt8>, as role: Role) -> Int {
    let hash = OctetHash.fast(text) ^ role.rawValue
    let first = Int(truncatingIfNeeded: hash >> 32) & (Self.slots - Self.ways)
    for slot in first..<first + Self.ways where hashes[slot] == hash { return slot }
    misses &+= 1
    let slot = first + misses & (Self.ways - 1)
    hashes[slot] = hash
    var found = Keys()
    cache[slot] = entry(text, as: role, domainHash: &found.domain)
    found.provider = cache[slot].provider?.identity ?? 0
    keys[slot] = found
    return slot
  }

  /// What there is to know of a text that the cache does not have.
  private mutating func entry(
    _ text: Span<UInt8>, as role: Role, domainHash: inout UInt64
  ) -> Entry {
    var entry = Entry()
    if role == .address {
      if let address = IPAddress([UInt8](text)) {
        entry.set(
          aliases.provider(of: address)
            ?? Provider(kind: .network, key: NetworkPrefix(ofPeer: address).description))
      }
      return entry
    }
    HostName.normalise(text, into: &name)
    guard !name.isEmpty, role == .confirmed || HostName.isPlausible(name) else { return entry }
    entry = family(as: role, domainHash: &domainHash)
    if role == .confirmed, let provider = aliases.provider(of: name.span) { entry.set(provider) }
    return entry
  }

  /// The entry of the registered domain of `name`, which all its hosts share.
  private mutating func family(as role: Role, domainHash: inout UInt64) -> Entry {
    let start = domains.domain(of: name) ?? 0
    domainHash = OctetHash.fast(name.span.extracting(start..<name.count))
    let key = domainHash ^ role.rawValue
    let slot = Int(truncatingIfNeeded: domainHash >> 32) & (Self.families - 1)
    if familyHashes[slot] != key {
      var entry = Entry()
      entry.domain = String(decoding: name[start...], as: UTF8.self)
      entry.set(Provider(kind: role == .claimed ? .claimed : .domain, key: entry.domain))
      familyHashes[slot] = key
      families[slot] = entry
    }
    return families[slot]
  }
}
