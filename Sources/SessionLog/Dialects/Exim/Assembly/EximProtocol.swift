// SPDX-License-Identifier: Apache-2.0

/// What `P=` says of an arrival.
///
///     protocol = ["utf8"] ["e"] "smtp" ["s"] ["a"]     ; "s": TLS, "a": authenticated (RFC 3848)
struct EximProtocol {
  var isSMTP = false
  var isExtended = false
  var usesTLS = false
  /// The client asked for SMTPUTF8.
  var usesUTF8 = false

  init(_ name: Span<UInt8>) {
    usesUTF8 = name.holds("utf8", at: 0, before: name.count)
    var at = usesUTF8 ? 4 : 0
    isExtended = name.holds("esmtp", at: at, before: name.count)
    isSMTP = isExtended || name.holds("smtp", at: at, before: name.count)
    guard isSMTP else { return }
    at += isExtended ? 5 : 4
    usesTLS = name.firstOffset(of: UInt8(ascii: "s"), from: at, before: name.count) != nil
  }
}
