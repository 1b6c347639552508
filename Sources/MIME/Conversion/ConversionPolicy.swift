// SPDX-License-Identifier: Apache-2.0

/// What a conversion is for and how far it may go.
public struct ConversionPolicy: Hashable, Sendable {
  /// Where the converted message goes.
  public enum Purpose: String, CaseIterable, Sendable {
    /// Into a store, from which it is restored before it leaves: signatures over the transfer form come back with it.
    case storage
    /// To a peer, as it is.
    case delivery
  }

  /// What to do with a message that carries DKIM or ARC signatures (RFC 6376, RFC 8617). They cover the encoded octets, so
  /// that any conversion breaks them until the message is restored.
  public enum SignedPolicy: String, CaseIterable, Sendable {
    /// Convert for storage, never for delivery.
    case keep
    /// Convert in any case.
    case convert
  }

  /// The domain that the message is converted to.
  public var target: TransferDomain
  /// What the converted message is for.
  public var purpose: Purpose
  /// How signed messages are treated.
  public var signed: SignedPolicy
  /// Whether quoted-printable is converted too, where an encoder of this library writes exactly the same.
  public var quotedPrintable: Bool
  /// Whether the destination is an mbox, so that no line of newly unencoded text may begin with `From `.
  public var avoidsFromLines: Bool
  /// Whether a part that the domain allows as it is stays so unless the message gets shorter.
  public var onlyWithGain: Bool

  /// A policy of these values.
  public init(
    target: TransferDomain, purpose: Purpose = .storage, signed: SignedPolicy = .keep,
    quotedPrintable: Bool = false, avoidsFromLines: Bool = false, onlyWithGain: Bool = true
  ) {
    self.target = target
    self.purpose = purpose
    self.signed = signed
    self.quotedPrintable = quotedPrintable
    self.avoidsFromLines = avoidsFromLines
    self.onlyWithGain = onlyWithGain
  }
}
