// SPDX-License-Identifier: Apache-2.0

/// Names that are shown instead of those of hosts.
package enum NameFolding {
  /// What all small senders are called.
  package static let small = "small-senders.invalid"

  /// The least of a name that still belongs to the same provider: the registered domain, or more where the table of
  /// providers asks for more.
  package static func domain(of name: String, aliases: AliasTable) -> String {
    var directory = ProviderDirectory(aliases: aliases)
    let provider = directory.provider(ofName: name)
    let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard let provider, labels.count > 1 else { return small }
    for count in 2...labels.count {
      let shorter = labels.suffix(count).joined(separator: ".")
      if directory.provider(ofName: shorter) == provider { return shorter }
    }
    return small
  }

  /// The same for known providers; all others have one name.
  package static func known(_ name: String, aliases: AliasTable) -> String {
    var directory = ProviderDirectory(aliases: aliases)
    guard directory.provider(ofName: name)?.kind == .alias else { return small }
    return domain(of: name, aliases: aliases)
  }
}
