// SPDX-License-Identifier: Apache-2.0

/// A recipe that cannot be followed. Nothing is guessed: what was written until then must be thrown away.
public struct RecipeMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// What does not fit.
  #if hasAttribute(nonexhaustive)
    @nonexhaustive
  #endif
  public enum Kind: String, Error, CaseIterable, Sendable {
    /// The recipe breaks the grammar, or asks for what cannot be.
    case malformed
    /// The recipe is of a version that this library does not know.
    case unknownVersion = "unknown-version"
    /// A header section with two recipes.
    case twice
    /// A recipe that is not followed by the only Content-Transfer-Encoding field of its header section.
    case misplaced
    /// The header section has no end, or is longer than a converted one can be.
    case header
    /// The entity is no longer what the recipe is for: a multipart or message in place of a leaf, or the reverse.
    case kind
    /// The body has an encoding that nothing is known of, or another one than its recipe leaves it.
    case encoding
    /// The content has another number of octets: something was added, lost or converted on the way.
    case octetCount = "octet-count"
    /// The content has other octets.
    case checksum
    /// Line ends were changed on the way.
    case lineEnds = "line-ends"
  }

  /// What does not fit.
  public let kind: Kind
  /// The part whose recipe it is.
  public let path: PartPath
  /// Where the part's body begins in the converted message.
  public let offset: Int

  /// The kind and the part.
  public var description: String {
    let part = path.description
    return
      "\(kind.rawValue) in \(part.isEmpty ? "the message itself" : "part \(part)"), octet \(offset)"
  }
}

/// A plan that does not fit the message it is carried out on: its length changed between the two passes.
public struct ConversionFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Octets that the plan was made for.
  public let planned: Int
  /// Octets that came.
  public let received: Int

  /// Both counts.
  public var description: String {
    "the message was planned with \(planned) octets and came with \(received)"
  }
}
