// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Offer and use of BINARYMIME.
package enum BinaryMIMEUse: ExtensionUse, FindingRule {
  package static let id = "binarymime"
  package static let title = "BINARYMIME: offered, used, unused"
  package static let importance = """
    BINARYMIME carries attachments as they are, without the third that base64 adds. An offer of BINARYMIME without CHUNKING cannot be used.
    """
  package static let references = ["RFC 3030 section 3"]
  package static let keyword = KnownKeyword.binaryMIME

  package static func messages(_ tally: ProviderTally) -> Int {
    tally.transfer.bodies[.binaryMIME]
  }

  package static func messagesTold(_ tally: ProviderTally) -> Int {
    tally.transfer.parametersTold
  }

  package static var facts: (used: NotableFact, unused: NotableFact, absent: NotableFact) {
    (.binaryUsed, .binaryUnused, .binaryAbsent)
  }
}
