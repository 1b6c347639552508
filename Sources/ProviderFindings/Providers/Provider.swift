// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Who is at the other end of a session, as far as a report folds peers together.
///
/// Which of a session's names decides, and in which order, is said at `ProviderDirectory`.
package struct Provider: Hashable, Sendable {
  /// How the provider was recognised, the surest way first; also the order in which providers are
  /// kept apart when there are too many (see `ProviderTable`).
  package enum Kind: UInt8, CaseIterable, Sendable {
    /// A row of the table of known providers (`Providers.csv`, `--providers`).
    case alias
    /// The registered domain of a confirmed name: verified by certificate, FCrDNS, or the MX tried.
    case domain
    /// The registered domain of a name that the peer merely claimed by EHLO. It may be a lie, so it
    /// is never counted with the domain of that name and never with a known provider.
    case claimed
    /// The network of the peer's address, a /24 or a /64: it has no usable name.
    case network
    /// Neither a name nor an address is in the log (blanked excerpts).
    case unknown
    /// All providers that are not kept apart.
    case others

    /// The stable name used in machine-readable output.
    package var name: String {
      switch self {
      case .alias: "alias"
      case .domain: "domain"
      case .claimed: "claimed"
      case .network: "network"
      case .unknown: "unknown"
      case .others: "others"
      }
    }
  }

  /// A reference, so that the many tables that name providers hold eight octets for each.
  private let content: Content

  private final class Content: Sendable {
    let kind: Kind
    let key: String
    let name: String
    let hash: UInt64

    init(kind: Kind, key: String, name: String, hash: UInt64) {
      self.kind = kind
      self.key = key
      self.name = name
      self.hash = hash
    }
  }

  package init(kind: Kind, key: String, name: String? = nil) {
    content = Content(
      kind: kind, key: key, name: name ?? key,
      hash: OctetHash.mixed(OctetHash.plain(key.utf8) &+ UInt64(kind.rawValue)))
  }

  package var kind: Kind { content.kind }
  /// Lower-case identity within the kind: `google`, `bigmail.example`, `203.0.113.0/24`.
  package var key: String { content.key }
  /// The provider's name: `Google`, `bigmail.example`, `203.0.113.0/24`.
  package var name: String { content.name }
  /// 64-bit hash of kind and key: the identity of the provider in tables.
  package var hash: UInt64 { content.hash }

  /// What a report shows: the name, in quotation marks where it is the peer's own words alone.
  package var label: String { kind == .claimed ? "“\(name)”" : name }

  /// `hash` with the group in which a provider is kept apart in the two highest bits: known ones,
  /// confirmed domains, all others.
  package var identity: UInt64 {
    let group: UInt64 =
      switch kind {
      case .alias: 0
      case .domain: 1
      case .claimed, .network, .unknown, .others: 2
      }
    return group << 62 | hash >> 2
  }

  /// Whether an identity is that of a provider of the table.
  static func isKnown(_ identity: UInt64) -> Bool { identity != 0 && identity >> 62 == 0 }

  package static let unknown = Provider(kind: .unknown, key: "unknown")
  package static let others = Provider(kind: .others, key: "others", name: "all others")
  /// The whole of a log, where a tally is a total.
  package static let everyone = Provider(kind: .others, key: "all", name: "all")

  package static func == (a: Provider, b: Provider) -> Bool {
    a.content === b.content || a.hash == b.hash && a.kind == b.kind && a.key == b.key
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension Provider: Comparable {
  /// By name, then by key and kind, so that an order of providers is always total.
  package static func < (a: Provider, b: Provider) -> Bool {
    if a.name != b.name { return a.name < b.name }
    return a.key == b.key ? a.kind.rawValue < b.kind.rawValue : a.key < b.key
  }
}

extension Provider: FieldCoded {
  package static var blank: Provider { .unknown }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var (kind, key, name) = (kind, key, name)
    try archive.choice(&kind)
    try archive.text(&key)
    try archive.text(&name)
    if archive.isReading { self = Provider(kind: kind, key: key, name: name) }
  }
}
