// SPDX-License-Identifier: Apache-2.0

/// Octets of payload a second that one core encodes and decodes.
package struct CodecRate: Equatable, Sendable {
  package var encode: Double
  package var decode: Double

  package init(encode: Double, decode: Double) {
    self.encode = encode
    self.decode = decode
  }
}
