// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Offer and use of SMTPUTF8.
package enum SMTPUTF8Use: ExtensionUse, FindingRule {
  package static let id = "smtputf8"
  package static let title = "SMTPUTF8: offered, used, unused"
  package static let importance = """
    Without it, people whose names are not ASCII cannot have addresses in their own script.
    """
  package static let references = ["RFC 6531 section 3.1"]
  package static let keyword = KnownKeyword.smtputf8

  package static func messages(_ tally: ProviderTally) -> Int {
    tally.transfer.smtputf8
  }

  package static func messagesTold(_ tally: ProviderTally) -> Int {
    tally.transfer.parametersTold
  }

  package static var facts: (used: NotableFact, unused: NotableFact, absent: NotableFact) {
    (.smtputf8Used, .smtputf8Unused, .smtputf8Absent)
  }
}
