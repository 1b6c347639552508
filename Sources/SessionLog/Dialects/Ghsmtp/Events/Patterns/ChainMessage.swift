// SPDX-License-Identifier: Apache-2.0

/// An element of the peer's certificate chain was accepted or rejected; the root comes first.
///
/// A rejected element is not fatal by itself.
enum ChainMessage: MessagePattern {
  static let name = "chain"
  static let meaning = "An element of the peer's chain was accepted, or rejected with its error."
  static let openings: [StaticString] = [
    "preverify_ok; depth=", "depth=", "verify error:num=", "issuer=",
  ]
  static let samples = [
    MessageSample(
      "preverify_ok; depth=0 subject_name=«/C=US/O=Uni/CN=relay.uni.example»", .shared,
      period: "2018-04–", gives: "chainElementAccepted", "/C=US/O=Uni/CN=relay.uni.example"),
    MessageSample(
      "depth=1:/C=US/O=Example Trust Services/CN=Example Issuing CA 2G", .shared,
      period: "2017-12–2018-04", gives: "chainElementAccepted",
      "/C=US/O=Example Trust Services/CN=Example Issuing CA 2G"),
    MessageSample(
      "verify error:num=18:self-signed certificate: depth=0:/C=US/CN=vps-66.vps-host.example",
      .shared, period: "2017-12–", gives: "chainElementRejected", "self-signed certificate",
      "/C=US/CN=vps-66.vps-host.example"),
    MessageSample(
      "issuer=/C=US/O=Example Trust Services/CN=Example Issuing CA 2G", .shared,
      period: "2017-12–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("preverify_ok; depth=") {
      guard let depth = cursor.smallNumber(), cursor.skip(" subject_name=") else { return nil }
      _ = cursor.skip("«")
      _ = cursor.dropEnding("»")
      return .chainElementAccepted(depth: depth, subject: cursor.rest())
    }
    if cursor.skip("depth=") {
      guard let depth = cursor.smallNumber(), cursor.skip(":") else { return nil }
      return .chainElementAccepted(depth: depth, subject: cursor.rest())
    }
    if cursor.skip("verify error:num=") { return rejected(&cursor) }
    return cursor.sees("issuer=") ? .remark : nil
  }

  /// `error ":" text ": depth=" depth ":" subject`
  private static func rejected(_ cursor: inout MessageCursor) -> SessionEvent? {
    guard let error = cursor.smallNumber(), cursor.skip(":"),
      let text = cursor.take(through: ": depth="), let depth = cursor.smallNumber(),
      cursor.skip(":")
    else { return nil }
    return .chainElementRejected(error: error, text: text, depth: depth, subject: cursor.rest())
  }
}
