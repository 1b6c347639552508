// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// Shares of encrypted messages in the columns of the table that Google published as "Safer e-mail".
package enum SaferMailCSV {
  private static let header = [
    "Address Suffix", "Hostname Suffix", "Direction", "UN M.49 Region Code", "Region Name",
    "Fraction Encrypted",
  ]

  /// A row for each provider with messages of which the log states how they went, inbound first.
  package static func text(_ tally: LogTally) -> String {
    var tally = tally
    tally.settle()
    let providers = tally.providers
    var rows: [[String]] = []
    for (list, direction) in [(providers.inbound, "inbound"), (providers.outbound, "outbound")] {
      list.forEach { row in
        guard let share = share(row) else { return }
        rows.append(["*", row.provider.key, direction, "001", "World", share])
      }
    }
    return CSVRenderer.text(FlatTable(header: header, rows: rows))
  }

  /// Encrypted of all messages, with six decimals; nil where the log states it of none.
  private static func share(_ row: ProviderTally) -> String? {
    let messages = row.tls.messages
    let encrypted = messages[.encrypted] + messages[.verified]
    let stated = encrypted + messages[.plaintext] + messages[.failed]
    guard stated > 0 else { return nil }
    let millionths = (encrypted * 1_000_000 + stated / 2) / stated
    let digits = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
