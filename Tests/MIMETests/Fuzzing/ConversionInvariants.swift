// SPDX-License-Identifier: Apache-2.0
import MIME

/// What must hold of conversions whatever the octets say. The fuzz target `FuzzConversion` and the tests share it.
enum ConversionInvariants {
  /// A sentence for the first rule that is broken, or nil. The first octet chooses how the input is cut.
  static func violation(of input: [UInt8]) -> String? {
    let step = Int(input.first ?? 0) % 64 + 1
    for target in TransferDomain.allCases {
      for isWide in [false, true] {
        // Mostly without regard to what is gained, so that short parts are converted too.
        var policy = ConversionPolicy(
          target: target, quotedPrintable: isWide, avoidsFromLines: isWide, onlyWithGain: false)
        let problem = violation(of: input, policy, step: step)
        policy.onlyWithGain = true
        if let problem = problem ?? gainViolation(of: input, policy, step: step) {
          return "\(target.rawValue)\(isWide ? ", quoted-printable too" : ""): \(problem)"
        }
      }
    }
    return nil
  }

  /// What must hold where parts are converted only if the message gets shorter by it.
  private static func gainViolation(
    of input: [UInt8], _ policy: ConversionPolicy, step: Int
  ) -> String? {
    if policy.target == .sevenBit { return nil }
    var careless = policy
    careless.onlyWithGain = false
    let plan = plan(input, policy, step: input.count + 1)
    let all = self.plan(input, careless, step: input.count + 1)
    // Only then the rule leaves parts out.
    if plan.parts == all.parts { return nil }
    if estimates(all) || all.reason != nil { return nil }
    if plan.octetsAfter > all.octetsAfter { return "more is converted where less must be gained" }
    let isElective = plan.parts.allSatisfy { part in
      switch part.action {
      case .convert(_, let label): label.isIdentity
      case .relabel(let old, let new): rank(old) < rank(new)
      case .keep, .refuse: true
      }
    }
    let isAllowed = domainViolation(of: input, policy.target) == nil
    if isElective, isAllowed, !plan.changesNothing, plan.octetsAfter >= input.count {
      return "nothing is gained"
    }
    return violation(of: input, policy, step: step)
  }

  static func violation(
    of input: [UInt8], _ policy: ConversionPolicy, step: Int
  ) -> String? {
    let plan = plan(input, policy, step: input.count + 1)
    if self.plan(input, policy, step: step) != plan { return "the plan depends on the chunks" }
    guard let output = rewrite(input, plan, step: input.count + 1) else {
      return "the plan does not fit its message"
    }
    if rewrite(input, plan, step: step) != output { return "the rewriting depends on the chunks" }
    if plan.changesNothing, output != input { return "a plan without changes changes something" }
    if plan.octetsBefore != input.count { return "octets are counted wrongly" }
    if !estimates(plan), plan.octetsAfter != output.count { return "the growth is planned wrongly" }
    if plan.reason == nil, let problem = domainViolation(of: output, policy.target) {
      return "not sound: \(problem)"
    }
    if plan.reason != nil, !plan.changesNothing { return "a refused message is changed" }
    if plan.changesNothing {
      return plan.holdsRecipes || restore(input, step: step) == input
        ? nil : "a message without recipes is changed by restoring"
    }
    for size in [output.count + 1, step, 1] where restore(output, step: size) != input {
      return "it does not come back in chunks of \(size)"
    }
    let again = self.plan(output, policy, step: output.count + 1)
    if !again.changesNothing || !again.holdsRecipes { return "it is converted twice" }
    return leafViolation(input, output, plan)
  }

  // MARK: Passes

  static func plan(
    _ input: [UInt8], _ policy: ConversionPolicy, step: Int
  ) -> ConversionPlan {
    var planner = ConversionPlanner(policy: policy)
    for chunk in chunks(of: input, step) { planner.scan(chunk.span) }
    return planner.finish()
  }

  static func rewrite(_ input: [UInt8], _ plan: ConversionPlan, step: Int) -> [UInt8]? {
    var rewriter = MessageRewriter(plan: plan)
    var output: [UInt8] = []
    for chunk in chunks(of: input, step) { rewriter.scan(chunk.span, into: &output) }
    return (try? rewriter.finish(into: &output)) == nil ? nil : output
  }

  static func restore(_ input: [UInt8], step: Int) -> [UInt8]? {
    var restorer = MessageRestorer()
    var output: [UInt8] = []
    for chunk in chunks(of: input, step) { restorer.scan(chunk.span, into: &output) }
    return (try? restorer.finish(into: &output)) == nil ? nil : output
  }

  private static func chunks(of input: [UInt8], _ step: Int) -> [[UInt8]] {
    stride(from: 0, to: input.count, by: max(1, step)).map {
      Array(input[$0..<min(input.count, $0 + max(1, step))])
    }
  }

  private static func estimates(_ plan: ConversionPlan) -> Bool {
    plan.parts.contains {
      if case .convert(_, .quotedPrintable) = $0.action { true } else { false }
    }
  }

  // MARK: Soundness

  /// Why octets are not of a domain, by the words of RFC 2045 sections 2.7 and 2.8 alone. Either line end will do, but not
  /// both.
  static func domainViolation(of octets: [UInt8], _ domain: TransferDomain) -> String? {
    if domain == .binary { return nil }
    var kinds: Set<Bool> = []
    var length = 0
    for (index, octet) in octets.enumerated() {
      if octet == 0 { return "NUL at \(index)" }
      if octet >= 128, domain == .sevenBit { return "an octet above ASCII at \(index)" }
      if octet == 0x0D, index + 1 == octets.count || octets[index + 1] != 0x0A {
        return "a lone CR at \(index)"
      }
      if octet == 0x0A {
        let isCRLF = index > 0 && octets[index - 1] == 0x0D
        kinds.insert(isCRLF)
        if length - (isCRLF ? 1 : 0) > 998 { return "a long line at \(index)" }
        length = 0
      } else {
        length += 1
      }
    }
    if length > 998 { return "a long line at the end" }
    return kinds.count > 1 ? "two kinds of line ends" : nil
  }

  // MARK: Leaves

  /// Every leaf has the same content as before, and the label of no ancestor is narrower than that of a converted part.
  private static func leafViolation(
    _ input: [UInt8], _ output: [UInt8], _ plan: ConversionPlan
  ) -> String? {
    let before = EntityTreeBuilder.tree(of: input.span)
    let after = EntityTreeBuilder.tree(of: output.span)
    let holdsWhole = before.entities.contains { $0.head.type.subtype == "global" }
    if !holdsWhole, before.entities.count != after.entities.count { return "parts came or went" }
    if holdsWhole { return nil }
    for (old, new) in zip(before.entities, after.entities) {
      if old.head.encoding != new.head.encoding, let label = new.head.encoding,
        let problem = labelViolation(label, of: Array(output[new.body]))
      {
        return "the label of \(new.head.path): \(problem)"
      }
      if old.head.path != new.head.path
        || old.head.kind != new.head.kind
      {
        return "part \(old.head.path) is another one"
      }
      guard old.head.kind == .leaf else { continue }
      let contents = [(input, old), (output, new)].map { octets, entity in
        readings(of: Array(octets[entity.body]), entity.head.encoding)
      }
      if contents[0].isDisjoint(with: contents[1]) {
        return "the content of \(old.head.path) changed"
      }
      if let problem = labelViolation(new, after, plan) { return problem }
    }
    return nil
  }

  /// Whether a label that was written claims less than the octets under it are.
  private static func labelViolation(
    _ label: ContentTransferEncoding, of body: [UInt8]
  ) -> String? {
    switch label {
    case .binary: nil
    case .eightBit: domainViolation(of: body, .eightBit)
    default: domainViolation(of: body, .sevenBit)
    }
  }

  private static func labelViolation(
    _ leaf: Entity, _ tree: EntityTree, _ plan: ConversionPlan
  ) -> String? {
    let isConverted = plan.parts.contains {
      guard case .convert(_, let label) = $0.action else { return false }
      return $0.path == leaf.head.path && label.isIdentity
    }
    guard isConverted else { return nil }
    var parent = leaf.parent
    while let index = parent {
      if rank(tree.entities[index].head.encoding) < rank(leaf.head.encoding) {
        return "an ancestor of \(leaf.head.path) has too narrow a label"
      }
      parent = tree.entities[index].parent
    }
    return nil
  }

  private static func rank(_ encoding: ContentTransferEncoding?) -> Int {
    encoding == .binary ? 2 : encoding == .eightBit ? 1 : 0
  }

  /// The content of a body as it is stored, and on the wire, where LF of the store is CRLF.
  private static func readings(
    of body: [UInt8], _ encoding: ContentTransferEncoding?
  ) -> Set<[UInt8]> {
    [decoded(body, encoding), decoded(wireForm(body), encoding), wireForm(decoded(body, encoding))]
  }

  static func decoded(_ body: [UInt8], _ encoding: ContentTransferEncoding?) -> [UInt8] {
    var decoder = BodyDecoder()
    var output: [UInt8] = []
    decoder.begin(encoding)
    decoder.decode(body.span, into: &output)
    _ = decoder.finish(into: &output)
    return output
  }

  /// With CRLF in place of every lone LF.
  static func wireForm(_ octets: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var last: UInt8 = 0
    for octet in octets {
      if octet == 0x0A, last != 0x0D { output.append(0x0D) }
      output.append(octet)
      last = octet
    }
    return output
  }
}
