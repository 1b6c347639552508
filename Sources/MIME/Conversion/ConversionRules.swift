// SPDX-License-Identifier: Apache-2.0

/// The rules about what a message and its entities are, applied while the events pass: why the message stays as it is, why nothing about
/// an entity may be changed, why a body is not decoded. Planning and measuring go by this one engine.
struct ConversionRules: Sendable {
  /// What is known of an entity when its body begins.
  struct Ruling: Sendable {
    /// Why nothing about it may be changed, nor anything inside it.
    var fixed: ConversionReason?
    /// Of a leaf: why its body is not decoded.
    var obstacle: ConversionReason?
    /// Whether it stands in a multipart, whose delimiters mark its end.
    var isEnclosed = false
  }

  let policy: ConversionPolicy
  /// The first reason, in the order of the reasons, against any conversion of the message.
  private(set) var reason: ConversionReason?
  private(set) var holdsRecipes = false
  /// Signatures in the header section of the message itself.
  private(set) var signature: ConversionReason?

  // The header section at hand.
  private var isEncodedComposite = false
  private var headerOctets = 0
  private var headerSignature: ConversionReason?

  /// The outermost entity in which nothing may be changed, by its depth.
  private var fixed: (depth: Int, reason: ConversionReason)?
  /// Depth of the outermost multipart that is open.
  private var multipartDepth: Int?
  /// Depth of the message whose own header section comes next.
  private var messageDepth: Int?

  init(policy: ConversionPolicy) { self.policy = policy }

  mutating func note(_ found: ConversionReason) { reason = min(reason ?? found, found) }

  mutating func note(_ defect: Defect.Kind) {
    if defect == .encodedComposite {
      // Whether that is allowed is known when the header section has ended.
      isEncodedComposite = true
    } else if let found = ConversionReason(ambiguityOf: defect) {
      note(found)
    }
  }

  mutating func beginEntity() {
    isEncodedComposite = false
    headerOctets = 0
    headerSignature = nil
  }

  mutating func beginField(_ name: FieldName) {
    switch name {
    case .contentTransferRecipe:
      holdsRecipes = true
      note(ConversionReason.alreadyConverted)
    case .dkimSignature: headerSignature = .dkimSignature
    case .arcSeal, .arcMessageSignature: headerSignature = headerSignature ?? .arcSeal
    default: break
    }
  }

  mutating func countHeader(_ count: Int) { headerOctets += count }

  /// Ends a header section.
  mutating func begin(_ head: EntityHead) -> Ruling {
    // Longer ones would have to be held in memory to be restored.
    if headerOctets > RestoredHeader.octetLimit / 2 {
      note(ConversionReason.limitReached)
    }
    if isEncodedComposite, !Eligibility.mayBeEncoded(head) {
      note(ConversionReason.encodedComposite)
    }
    let depth = head.depth
    if let outer = fixed, depth <= outer.depth { fixed = nil }
    if let outer = multipartDepth, depth <= outer { multipartDepth = nil }
    noteSignature(head)
    if fixed == nil, let found = Eligibility.fixed(head) { fixed = (depth, found) }
    messageDepth = head.kind == .message ? depth : nil
    defer { if multipartDepth == nil, head.kind == .multipart { multipartDepth = depth } }
    var ruling = Ruling(fixed: fixed?.reason, isEnclosed: multipartDepth != nil)
    if head.kind == .leaf {
      ruling.obstacle = Eligibility.obstacle(head, policy, isEnclosed: ruling.isEnclosed)
    }
    return ruling
  }

  /// A signature of the message itself is a matter of the whole; one of a message inside forbids to change that.
  private mutating func noteSignature(_ head: EntityHead) {
    guard let found = headerSignature else { return }
    if head.depth == 0 {
      signature = found
    } else if messageDepth == head.depth - 1, policy.purpose == .delivery, policy.signed == .keep,
      fixed == nil
    {
      fixed = (head.depth, found)
    }
  }
}
