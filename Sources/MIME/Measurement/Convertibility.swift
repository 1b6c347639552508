// SPDX-License-Identifier: Apache-2.0

/// Whether an encoded leaf can become binary and come back exactly, and if not, why: by the rules of `ConversionPlanner` for
/// a store, applied without decoding what need not be decoded. So one thing is not seen here: a delimiter in the decoded
/// octets of what is not text (`ConversionReason.boundaryCollision`). And what a recipe takes is not counted here, so that a
/// part may be `exact` and yet gain nothing (`ConversionReason.noGain`).
#if hasAttribute(nonexhaustive)
  @nonexhaustive
#endif
public enum Convertibility: Hashable, Sendable, CaseIterable {
  /// Nothing forbids it.
  case exact
  /// It stays as it is, for this reason.
  case refused(ConversionReason)

  /// `exact`, then the reasons in their order.
  public static let allCases: [Convertibility] =
    [.exact] + ConversionReason.allCases.map { .refused($0) }

  /// The name in output: `exact`, or that of the reason.
  public var name: String {
    switch self {
    case .exact: "exact"
    case .refused(let reason): reason.rawValue
    }
  }

  /// Nil if no verdict has this name.
  public init?(name: String) {
    if name == "exact" {
      self = .exact
    } else if let reason = ConversionReason(rawValue: name) {
      self = .refused(reason)
    } else {
      return nil
    }
  }
}
