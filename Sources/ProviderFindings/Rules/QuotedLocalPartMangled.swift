// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Servers that take the quotes off an address and then dislike it.
package enum QuotedLocalPartMangled: FindingRule {
  package static let id = "quoted-local-part-mangled"
  package static let title = "Quoted local part is mangled"
  package static let meaning = """
    Outbound: an address with a quoted string as local part was refused, and the reply shows it \
    without its quotes (`<.@example.org>` for `<".@example.org>`). Counted out of the addresses of \
    that kind that were sent to the provider. Others that accepted such addresses are named \
    beside it.
    """
  package static let importance = """
    The quotes are part of the syntax, and the address without them is another one, or none. The \
    server refuses what it has itself made of a valid address.
    """
  package static let references = ["RFC 5321 section 4.1.2", "RFC 5321 section 2.3.11"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.outbound.compactMap { tally in
      guard tally.quoted.mangled > 0 else { return nil }
      return finding(
        tally, .warning, "shows an address without its quotes and refuses it",
        count: tally.quoted.mangled, of: tally.quoted.seen,
        unit: "addresses with a quoted local part",
        details: (tally.quoted.example.map {
          [Finding.Detail("for example", "<\($0.sent)> came back as <\($0.shown)>")]
        } ?? []) + QuotedLocalPartRefused.contrast(tally, input),
        evidence: tally.evidence[.quotedMangled])
    }
  }
}
