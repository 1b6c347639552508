// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Offer and use of 8BITMIME.
package enum EightBitMIMEUse: ExtensionUse, FindingRule {
  package static let id = "8bitmime"
  package static let title = "8BITMIME: offered, used, unused"
  package static let importance = """
    Text in UTF-8 goes through as it is, without quoted-printable or base64.
    """
  package static let references = ["RFC 6152 section 2"]
  package static let keyword = KnownKeyword.eightBitMIME

  package static func messages(_ tally: ProviderTally) -> Int {
    tally.transfer.bodies[.eightBitMIME]
  }

  package static func messagesTold(_ tally: ProviderTally) -> Int {
    tally.transfer.parametersTold
  }

  package static var facts: (used: NotableFact, unused: NotableFact, absent: NotableFact) {
    (.eightBitUsed, .eightBitUnused, .eightBitAbsent)
  }
}
