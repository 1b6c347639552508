// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Servers that refuse valid but unusual addresses.
package enum QuotedLocalPartRefused: FindingRule {
  package static let id = "quoted-local-part-refused"
  package static let title = "Quoted local part is refused"
  package static let meaning = """
    Outbound: addresses with a quoted string as local part, as reverse-path or forward-path, that \
    were refused. Counted out of the addresses of that kind that were sent to the provider. Others \
    that accepted such addresses are named beside it.
    """
  package static let importance = """
    Such addresses are valid, and only the host of their domain may judge a local part. The owner \
    of the address cannot write to anybody there.
    """
  package static let references = ["RFC 5321 section 4.1.2", "RFC 5321 section 2.3.11"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.outbound.compactMap { tally in
      // Where each refused address was mangled, that is said already.
      guard tally.quoted.refused > tally.quoted.mangled else { return nil }
      return finding(
        tally, .warning, "refused addresses with a quoted local part",
        count: tally.quoted.refused, of: tally.quoted.seen,
        unit: "addresses with a quoted local part",
        details: [
          Finding.Detail("refused as reverse-path", String(tally.quoted.refusedReversePaths)),
          Finding.Detail("refused as forward-path", String(tally.quoted.refusedForwardPaths)),
        ] + contrast(tally, input),
        evidence: tally.evidence[.quotedRefused])
    }
  }

  /// What the same provider and others did with addresses of the kind.
  static func contrast(_ tally: ProviderTally, _ input: FindingInput) -> [Finding.Detail] {
    let isAcceptor = tally.quoted.accepted > 0 && tally.provider.kind != .others
    let count = input.quotedAcceptors.count - (isAcceptor ? 1 : 0)
    let others = input.quotedAcceptors.lazy.filter { $0 != tally.provider }.map(\.label)
    var details = [
      Finding.Detail(
        "accepted by others",
        count == 0 ? "nobody in the sessions looked at" : Listing.words(others, count: count))
    ]
    if input.quotedSenders.contains(tally.provider) {
      details.append(Finding.Detail("yet it sends mail", "to such addresses of ours"))
    }
    return details
  }
}
