// SPDX-License-Identifier: Apache-2.0
import MIME

/// Stands for cryptography in tests: the digest of octets is these octets, a signature is the key and the digest.
struct ReadableCryptography: SignatureCryptography {
  func makeDigest() -> [UInt8]? { [] }

  func octets(of digest: [UInt8]) -> [UInt8] { digest }

  func verify(
    _ signature: [UInt8], of digest: [UInt8], by algorithm: DKIMSignature.Algorithm, key: [UInt8]
  ) -> KeyAnswer {
    switch String(decoding: key, as: UTF8.self) {
    case "short": .shortKey
    case "broken": .unusableKey
    default: signature == key + digest ? .valid : .invalid
    }
  }

  /// Base64 on one line.
  static func base64(_ octets: [UInt8]) -> String {
    var text: [UInt8] = []
    var encoder = Base64Encoder(layout: Base64Layout(width: 0, lineEnd: .lf, finalLineEnds: 0))
    encoder.encode(octets.span, into: &text)
    encoder.finish(into: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
