// SPDX-License-Identifier: Apache-2.0

/// The verdict on the peer's certificate as a whole.
enum CertificateVerdictMessage: MessagePattern {
  static let name = "certificate-verdict"
  static let meaning = "The peer's certificate was verified, or not, or there is none."
  static let openings: [StaticString] = [
    "client certificate ", "server certificate ", "no client certificate",
  ]
  static let samples = [
    MessageSample(
      "client certificate verified", .shared, period: "2017-12–", gives: "certificateVerdict"),
    MessageSample(
      "client certificate failed to verify", .shared, .warning, period: "2017-12–",
      gives: "certificateVerdict"),
    MessageSample(
      "server certificate verified", .shared, period: "2018-04–", gives: "certificateVerdict"),
    MessageSample(
      "server certificate failed to verify", .shared, .warning, period: "2018-04–",
      gives: "certificateVerdict"),
    MessageSample(
      "no client certificate", .shared, period: "2017-12, 2018-04–2018-06", gives: "noCertificate"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.isExactly("no client certificate") { return .noCertificate }
    guard cursor.skip("client certificate ") || cursor.skip("server certificate ") else {
      return nil
    }
    if cursor.isExactly("verified") { return .certificateVerdict(verified: true) }
    return cursor.isExactly("failed to verify") ? .certificateVerdict(verified: false) : nil
  }
}
