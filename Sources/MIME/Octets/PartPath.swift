// SPDX-License-Identifier: Apache-2.0

/// Part number as IMAP counts (RFC 9051 section 6.4.5): `2.1` is the first part of the second one. A message that is not a
/// multipart is part 1; a multipart that is a message's whole body has no number of its own.
public struct PartPath: Hashable, Sendable, CustomStringConvertible {
  /// The numbers, from 1.
  public let components: [Int]

  /// A path of these numbers.
  public init(_ components: [Int]) { self.components = components }

  /// The numbers with dots between them; empty for the root of a multipart message.
  public var description: String {
    components.map { String($0) }.joined(separator: ".")
  }
}
