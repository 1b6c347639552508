// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// An address whose local part is a quoted string, and how a reply shows it.
///
///     Mailbox       = Local-part "@" ( Domain / address-literal )
///     Local-part    = Dot-string / Quoted-string
///     Quoted-string = DQUOTE *QcontentSMTP DQUOTE        (RFC 5321 section 4.1.2)
struct QuotedAddress {
  /// What stands between the quotes, with quoted pairs as they are.
  private let content: [UInt8]
  /// What follows the closing quote: `@` and the domain, or nothing where a log was blanked.
  private let rest: [UInt8]
  let verbatim: [UInt8]

  /// Whether a path as logged begins with a quoted string.
  static func isQuoted(_ path: Span<UInt8>) -> Bool {
    path.count > 1 && path[0] == UInt8(ascii: "\"")
  }

  /// Nil where the path has no complete quoted string at its beginning.
  init?(_ path: Span<UInt8>) {
    guard Self.isQuoted(path) else { return nil }
    verbatim = [UInt8](path)
    var index = 1
    while index < verbatim.count, verbatim[index] != UInt8(ascii: "\"") {
      index += verbatim[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < verbatim.count else { return nil }
    content = Array(verbatim[1..<index])
    rest = Array(verbatim[(index + 1)...])
  }

  /// The address with its quotes gone, as the text of a refusal shows it: proof that the refused
  /// address is not the one that was sent. Nil where the text does not show it so.
  ///
  /// QUIRK: in excerpts whose addresses were blanked (`MAIL FROM:<".">`, reply "The sender address
  /// <> is not a valid …") the domain is missing on both sides; empty angle brackets in a reply to a
  /// path that was not empty count as the address without its quotes.
  func mangled(in reply: Span<UInt8>) -> [UInt8]? {
    if reply.contains(verbatim) { return nil }
    var unescaped: [UInt8] = []
    var index = 0
    while index < content.count {
      if content[index] == UInt8(ascii: "\\"), index + 1 < content.count { index += 1 }
      unescaped.append(content[index])
      index += 1
    }
    for form in [content, unescaped] {
      let bracketed = [UInt8(ascii: "<")] + form + rest + [UInt8(ascii: ">")]
      if reply.contains(bracketed) { return form + rest }
      if rest.count > 1, !form.isEmpty, reply.contains(form + rest) {
        return form + rest
      }
    }
    let bare = [UInt8(ascii: "<")] + rest + [UInt8(ascii: ">")]
    return reply.contains(bare) ? rest : nil
  }
}
