// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ProviderFindings
import SessionLog

/// What others may see of who the peers are.
struct AnonymizeOptions: ParsableArguments {
  @Option(
    name: .customLong("anonymize"),
    help: ArgumentHelp(
      "For results that leave the house. 1: addresses become networks (/24, /48), local parts keyed hashes; 2: host "
        + "names become domains; 3: senders that no row of the table knows have one name. Texts lose all but plain "
        + "words and codes; there are no transcripts.",
      valueName: "level"))
  var level: Int?

  @Option(
    name: .customLong("anonymize-key"),
    help: ArgumentHelp(
      "The secret by which names are hashed: the same key, the same hashes. Made if missing, readable by its owner "
        + "alone. Default: ~/.local/state/logscan-anonymize.key.",
      valueName: "file"))
  var keyFile: String?

  mutating func validate() throws {
    if let level, !(1...3).contains(level) {
      throw ValidationError("--anonymize must be 1, 2 or 3.")
    }
    if keyFile != nil, level == nil {
      throw ValidationError("--anonymize-key is about --anonymize.")
    }
  }

  /// Nil where nothing is to be hidden.
  func anonymizer(_ aliases: AliasTable) throws(Failure) -> SessionAnonymizer? {
    guard let level else { return nil }
    let key = try AnonymizeKey.read(keyFile)
    return SessionAnonymizer(
      hash: { key.hash($0) },
      name: { name in
        switch level {
        case 1: name
        case 2: NameFolding.domain(of: name, aliases: aliases)
        default: NameFolding.known(name, aliases: aliases)
        }
      },
      domain: { name in
        level == 3
          ? NameFolding.known(name, aliases: aliases)
          : NameFolding.domain(of: name, aliases: aliases)
      })
  }
}
