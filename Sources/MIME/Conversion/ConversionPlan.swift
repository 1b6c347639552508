// SPDX-License-Identifier: Apache-2.0

/// What is to be done with one message, part by part. It fits that message only: `MessageRewriter` checks the length, and what it
/// wrote is to be restored and compared before it is used.
public struct ConversionPlan: Hashable, Sendable {
  /// What happens to a part.
  #if hasAttribute(nonexhaustive)
    @nonexhaustive
  #endif
  public enum Action: Hashable, Sendable {
    /// Its body is decoded or encoded; a missing field is nil.
    case convert(from: ContentTransferEncoding?, to: ContentTransferEncoding)
    /// Its body stays, only its transfer encoding is stated anew.
    case relabel(from: ContentTransferEncoding?, to: ContentTransferEncoding)
    /// It stays, for there is nothing to convert.
    case keep
    /// It stays, though it might have been converted.
    case refuse(ConversionReason)
  }

  /// One part.
  public struct Part: Hashable, Sendable {
    /// The part's number.
    public let path: PartPath
    /// Where its body begins, as an offset into the message.
    public let offset: Int
    /// Octets of its body as stored.
    public let octets: Int
    /// What happens to it.
    public let action: Action
  }

  /// The policy that the plan obeys.
  public let policy: ConversionPolicy
  /// The leaves, and the composites that are relabelled, in the order of the message.
  public let parts: [Part]
  /// Why the whole message stays as it is, though something in it would have to be converted, or could be. Nil if the plan
  /// is carried out, or if there is nothing to do.
  public let reason: ConversionReason?
  /// Whether line ends outside converted parts become CRLF: the message is stored with LF, and binary parts need wire form.
  public let makesWireForm: Bool
  /// Whether a DKIM or ARC signature does not verify until the message is restored.
  public let breaksSignature: Bool
  /// Whether the message holds recipes.
  public let holdsRecipes: Bool
  /// Octets of the message.
  public let octetsBefore: Int
  /// Octets of the converted message; estimated where quoted-printable is written, else exact.
  public let octetsAfter: Int

  /// Where the message changes, in order and without overlap.
  let splices: [Splice]

  /// Whether the converted message would be the message itself.
  public var changesNothing: Bool { splices.isEmpty && !makesWireForm }

  /// How many parts were refused, by reason, in the order of the reasons.
  public var refusals: [(reason: ConversionReason, count: Int)] {
    var counts: [ConversionReason: Int] = [:]
    for part in parts {
      if case .refuse(let reason) = part.action { counts[reason, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { (reason: $0.key, count: $0.value) }
  }
}

/// A range of the message and what takes its place.
struct Splice: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// Octets, in the line ends of the converted message.
    case octets([UInt8])
    /// The range in another form.
    case recoded(from: BodyForm, to: BodyForm)
  }

  var range: Range<Int>
  var content: Content
}
