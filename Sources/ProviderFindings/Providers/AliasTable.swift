// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// The table of known providers: which domain suffixes and networks belong to whom.
///
/// The text form is CSV with the header `suffix,provider,source`, one row for a suffix. A suffix
/// stands for itself and for all names below it; the longest one that fits decides. In its place may
/// stand an address or a network (`203.0.113.0/24`), for peers without a name. `source` says
/// where the claim comes from. Empty lines and lines that begin with `#` are skipped.
package struct AliasTable: Equatable, Sendable {
  package struct Row: Equatable, Sendable {
    package var suffix: String
    package var provider: String
    package var source: String
  }

  /// Why a table cannot be used. `line` counts from 1.
  package struct ParseError: Error, Equatable, CustomStringConvertible {
    package enum Reason: Equatable, Sendable {
      case missingHeader
      case wrongNumberOfFields(Int)
      case unclosedQuote
      case invalidSuffix(String)
      case emptyProvider
      case emptySource
      case repeatedSuffix(String, firstLine: Int)
    }

    package var line: Int
    package var reason: Reason

    package var description: String {
      let what =
        switch reason {
        case .missingHeader: "the first line must be suffix,provider,source"
        case .wrongNumberOfFields(let count): "\(count) fields instead of 3"
        case .unclosedQuote: "a quoted field is not closed"
        case .invalidSuffix(let suffix):
          "\"\(suffix)\" is not a domain name in lower case, and no network"
        case .emptyProvider: "the provider has no name"
        case .emptySource: "the source is empty"
        case .repeatedSuffix(let suffix, let first): "\(suffix) is already in line \(first)"
        }
      return "line \(line): \(what)"
    }
  }

  package private(set) var rows: [Row] = []
  private var providers: [UInt64: Provider] = [:]
  /// Longest prefix first.
  private var networks: [Network] = []

  private struct Network: Equatable, Sendable {
    var prefix: NetworkPrefix
    var provider: Provider
  }

  /// A bit for each suffix, by the twelve lowest bits of its hash.
  private var filter = [UInt64](repeating: 0, count: 64)

  package init() {}

  /// Reads a table from text.
  package init(parsing text: String) throws(ParseError) {
    var lines: [String: Int] = [:]
    var sawHeader = false
    var number = 0
    for line in CSVLine.lines(of: text) {
      number = line.number
      guard let fields = line.fields else {
        throw ParseError(line: number, reason: .unclosedQuote)
      }
      if !sawHeader {
        guard fields == ["suffix", "provider", "source"] else {
          throw ParseError(line: number, reason: .missingHeader)
        }
        sawHeader = true
        continue
      }
      guard fields.count == 3 else {
        throw ParseError(line: number, reason: .wrongNumberOfFields(fields.count))
      }
      let network = AliasTable.network(fields[0])
      let row = Row(
        suffix: network?.description ?? InternationalName.inULabels(fields[0]),
        provider: fields[1], source: fields[2])
      guard
        network != nil
          || Array(row.suffix.utf8) == HostName.normalised(Array(row.suffix.utf8).span),
        !row.suffix.isEmpty
      else { throw ParseError(line: number, reason: .invalidSuffix(row.suffix)) }
      if row.provider.isEmpty { throw ParseError(line: number, reason: .emptyProvider) }
      if row.source.isEmpty { throw ParseError(line: number, reason: .emptySource) }
      if let first = lines[row.suffix] {
        throw ParseError(line: number, reason: .repeatedSuffix(row.suffix, firstLine: first))
      }
      lines[row.suffix] = number
      append(row)
    }
    if !sawHeader { throw ParseError(line: max(number, 1), reason: .missingHeader) }
  }

  /// This table with the rows of `other` added; where both have a suffix, `other` decides.
  package func adding(_ other: AliasTable) -> AliasTable {
    var result = AliasTable()
    let replaced = Set(other.rows.map(\.suffix))
    for row in rows where !replaced.contains(row.suffix) { result.append(row) }
    for row in other.rows { result.append(row) }
    return result
  }

  /// Whether addresses are to be asked for at all.
  var hasNetworks: Bool { !networks.isEmpty }

  /// The provider of the smallest network in the table that holds the address.
  func provider(of address: IPAddress) -> Provider? {
    networks.first { $0.prefix.contains(address) }?.provider
  }

  /// The provider of the longest suffix of `name` in the table. `name` is normalised.
  func provider(of name: Span<UInt8>) -> Provider? {
    var start = 0
    while start < name.count {
      let hash = OctetHash.fast(name.extracting(start..<name.count))
      if mayHold(hash), let provider = providers[hash] { return provider }
      while start < name.count, name[start] != UInt8(ascii: ".") { start += 1 }
      start += 1
    }
    return nil
  }

  /// False for most of the hashes that the table does not have, at no cost.
  private func mayHold(_ hash: UInt64) -> Bool {
    filter[Int(truncatingIfNeeded: hash >> 6 & 63)] & 1 << (hash & 63) != 0
  }

  private mutating func append(_ row: Row) {
    rows.append(row)
    let key = row.provider.lowercased().map { $0 == " " ? "-" : String($0) }.joined()
    let provider = Provider(kind: .alias, key: key, name: row.provider)
    if let prefix = AliasTable.network(row.suffix) {
      let place = networks.firstIndex { $0.prefix.length < prefix.length } ?? networks.count
      networks.insert(Network(prefix: prefix, provider: provider), at: place)
      return
    }
    let hash = OctetHash.plain(row.suffix.utf8)
    filter[Int(truncatingIfNeeded: hash >> 6 & 63)] |= 1 << (hash & 63)
    providers[hash] = provider
  }

  /// An address, or a network as `PeerPattern` reads it.
  private static func network(_ text: String) -> NetworkPrefix? {
    if let address = IPAddress(text.utf8) { return NetworkPrefix(address, length: address.width) }
    return text.contains("/") ? try? NetworkPrefix(parsing: text) : nil
  }
}

extension AliasTable {
  /// The table that is part of the program (`Providers.csv`). The tests make sure that it parses.
  package static let embedded: AliasTable =
    (try? AliasTable(parsing: String(decoding: PackageResources.Providers_csv, as: UTF8.self)))
    ?? AliasTable()
}
