// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Mail that crossed the network unencrypted.
package enum PlaintextDelivery: FindingRule {
  package static let id = "plaintext-delivery"
  package static let title = "Mail in the clear"
  package static let meaning = """
    Messages were delivered in sessions without TLS: the peer did not ask for it (inbound), or \
    it was not used (outbound). Counted out of all delivered messages.
    """
  package static let importance = """
    Anybody on the way can read and change such mail. The IETF treats eavesdropping on everybody as \
    an attack, against which protocols are to be designed.
    """
  package static let references = ["RFC 3207 section 1", "RFC 7258 section 2"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.compactMap { tally in
      let count = tally.tls.messages[.plaintext] + tally.tls.messages[.failed]
      guard count > 0 else { return nil }
      return finding(
        tally, .warning, statement(tally, isAll: count == tally.messages), count: count,
        of: tally.messages, unit: "messages",
        evidence: tally.evidence[.deliveredInPlaintext])
    }
  }

  /// Who tried and failed is not said never to encrypt: it may be our certificate that it refuses.
  private static func statement(_ tally: ProviderTally, isAll: Bool) -> String {
    switch (tally.direction, isAll) {
    case (.inbound, false): "mail in the clear"
    case (.inbound, true):
      tally.tls.encrypted > 0
        ? "mail only in the clear"
        : tally.tls.attempted > 0
          ? "never succeeded in encrypting: mail in the clear" : "never encrypts: mail in the clear"
    case (.outbound, false): "mail went to it in the clear"
    case (.outbound, true): "mail went to it only in the clear"
    }
  }
}
