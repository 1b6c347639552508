// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Servers to which nobody with an address outside ASCII can write, or be written to.
package enum UnicodeAddressUndeliverable: FindingRule {
  package static let id = "unicode-address-undeliverable"
  package static let title = "Address outside ASCII cannot be used"
  package static let meaning = """
    Outbound: an address with characters outside ASCII, as reverse-path or forward-path, was refused, \
    or our client did not even offer the message, because the server does not offer SMTPUTF8. Counted \
    out of all such addresses; of a message that was not offered, the message counts as one. Others \
    that accepted such addresses are named beside it.
    """
  package static let importance = """
    Such an address can be used only where each server on the way offers SMTPUTF8. There is no other \
    way to deliver the mail: it goes back to its sender.
    """
  package static let references = ["RFC 6531 section 3.2", "RFC 6531 section 3.5"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.outbound.compactMap { tally in
      let unicode = tally.unicode
      let count = unicode.refused + unicode.givenUp
      guard count > 0 else { return nil }
      let isAcceptor = unicode.accepted > 0 && tally.provider.kind != .others
      let others = input.unicodeAcceptors.lazy.filter { $0 != tally.provider }.map(\.label)
      let otherCount = input.unicodeAcceptors.count - (isAcceptor ? 1 : 0)
      return finding(
        tally, .warning,
        unicode.refused == 0
          ? "lacks SMTPUTF8, which an address outside ASCII needs: not delivered"
          : "addresses outside ASCII did not reach it",
        count: count, of: unicode.seen, unit: "addresses outside ASCII",
        details: [
          Finding.Detail("refused", String(unicode.refused)),
          Finding.Detail("not offered by our client", String(unicode.givenUp)),
          Finding.Detail(
            "accepted by others",
            otherCount == 0
              ? "nobody in the sessions looked at" : Listing.words(others, count: otherCount)),
        ],
        evidence: Array(
          Set(tally.evidence[.unicodeGivenUp] + tally.evidence[.unicodeRefused]).sorted()
            .prefix(Evidence.limit)))
    }
  }
}
