// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Offer and use of CHUNKING.
package enum ChunkingUse: ExtensionUse, FindingRule {
  package static let id = "chunking"
  package static let title = "CHUNKING: offered, used, unused"
  package static let importance = """
    With BDAT a message is sent by count: no scan for lone dots, no escaping, and its size is known before it comes. It is the step before BINARYMIME.
    """
  package static let references = ["RFC 3030 section 2"]
  package static let keyword = KnownKeyword.chunking

  package static func messages(_ tally: ProviderTally) -> Int {
    tally.transfer.messages[.bdat]
  }

  package static func messagesTold(_ tally: ProviderTally) -> Int {
    tally.transfer.commandsTold
  }

  package static var facts: (used: NotableFact, unused: NotableFact, absent: NotableFact) {
    (.chunkingUsed, .chunkingUnused, .chunkingAbsent)
  }
}
