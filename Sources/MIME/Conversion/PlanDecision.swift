// SPDX-License-Identifier: Apache-2.0

/// Makes the plan out of what was seen of a message.
struct PlanDecision {
  let seen: PlanObserver
  let policy: ConversionPolicy
  let isLineStore: Bool
  var facts: [EntityFacts]
  /// For each entity, whether it lies inside one that is encoded as a whole.
  private(set) var isCovered: [Bool] = []
  /// For each entity the label that it gets; nil where it keeps its own.
  var labels: [ContentTransferEncoding?] = []
  private var makesWireForm = false

  init(_ facts: [EntityFacts], _ seen: PlanObserver) {
    self.facts = facts
    self.seen = seen
    policy = seen.policy
    isLineStore = seen.frame.lineEnds.isStore
  }

  mutating func plan() -> ConversionPlan {
    coverEntities()
    labelEntities()
    makesWireForm = isLineStore && labels.contains(.binary) && holdsConversion
    let isNeeded = seen.isOverLimit || labels.contains { $0 != nil } || beyond != nil
    let reason = isNeeded ? obstacle : nil
    return reason == nil ? change() : untouched(reason)
  }

  // MARK: Leaves

  /// Of what is inside an entity that is encoded as a whole nothing is judged.
  private mutating func coverEntities() {
    isCovered.reserveCapacity(facts.count)
    for index in facts.indices {
      let covered = facts[index].parent.map { isCovered[$0] || facts[$0].mustBeWhole } ?? false
      isCovered.append(covered)
      if covered { facts[index].verdict = .keep }
    }
  }

  private var holdsConversion: Bool {
    facts.contains { if case .convert = $0.verdict { true } else { false } }
  }

  /// Why the domain does not allow the message, whatever is done to it.
  private var beyond: ConversionReason? {
    for index in facts.indices {
      if case .refuse(let reason, isBeyond: true) = facts[index].verdict { return reason }
      if let reason = keptLabel(index) { return reason }
    }
    let target = policy.target
    if !target.allows(seen.frame.header, isLineStore: isLineStore) { return .headerBeyondDomain }
    if !target.allows(seen.frame.structure, isLineStore: isLineStore) {
      return .structureBeyondDomain
    }
    return nil
  }

  /// Why a label stays that the domain does not allow: its entity may not be touched, and the labels around it must not claim
  /// less than it does (RFC 2045 section 6.4).
  private func keptLabel(_ index: Int) -> ConversionReason? {
    guard !isCovered[index], claimed(index) > policy.target else { return nil }
    switch facts[index].fixed {
    // A status report is 7bit whatever it claims, and without MIME-Version a claim means nothing.
    case .statusReport, .noMIMEVersion, nil: return nil
    case let fixed: return fixed
    }
  }

  // MARK: Obstacles

  /// Why nothing may be changed, though something should be.
  private var obstacle: ConversionReason? {
    if let reason = seen.rules.reason { return reason }
    if let signature = seen.rules.signature, policy.purpose == .delivery, policy.signed == .keep {
      return signature
    }
    if let reason = lineEndObstacle { return reason }
    if let beyond { return beyond }
    for index in labels.indices where labels[index] != nil && facts[index].headerEnd == nil {
      return .headerNotClosed
    }
    return nil
  }

  private var lineEndObstacle: ConversionReason? {
    var tally = seen.frame.lineEnds
    if tally.isMixed { return .mixedLineEnds }
    guard makesWireForm else { return nil }
    for entity in facts where entity.kind == .leaf {
      if case .convert = entity.verdict { continue }
      tally.add(entity.lineEnds)
      if entity.isBinaryWithLines { return .binaryInLineStore }
    }
    return tally.isMixed ? .mixedLineEnds : nil
  }

  // MARK: The plan

  private func untouched(_ reason: ConversionReason?) -> ConversionPlan {
    let parts = facts.indices.compactMap { index -> ConversionPlan.Part? in
      guard let part = part(index) else { return nil }
      switch part.action {
      case .keep, .refuse: return part
      case .convert, .relabel:
        return ConversionPlan.Part(
          path: part.path, offset: part.offset, octets: part.octets,
          action: reason.map { .refuse($0) } ?? .keep)
      }
    }
    return ConversionPlan(
      policy: policy, parts: parts, reason: reason, makesWireForm: false, breaksSignature: false,
      holdsRecipes: seen.rules.holdsRecipes, octetsBefore: seen.octetCount,
      octetsAfter: seen.octetCount, splices: [])
  }

  private func change() -> ConversionPlan {
    var splices: [Splice] = []
    var growth = 0
    for index in facts.indices {
      if let label = labels[index] { addSplices(of: index, label, to: &splices, &growth) }
    }
    if makesWireForm { growth += keptLineFeeds }
    return ConversionPlan(
      policy: policy, parts: facts.indices.compactMap(part), reason: nil,
      makesWireForm: makesWireForm,
      breaksSignature: seen.rules.signature != nil && !splices.isEmpty,
      holdsRecipes: seen.rules.holdsRecipes, octetsBefore: seen.octetCount,
      octetsAfter: seen.octetCount + growth, splices: splices)
  }

  /// What happens to an entity; nil for composites that stay as they are, and what is inside an encoded whole.
  private func part(_ index: Int) -> ConversionPlan.Part? {
    let entity = facts[index]
    if isCovered[index] { return nil }
    let action: ConversionPlan.Action
    switch entity.verdict {
    case .convert(let conversion):
      action = .convert(from: entity.encoding, to: conversion.label)
    case .refuse(let reason, _): action = .refuse(reason)
    case .keep, .relabel:
      guard let label = labels[index] else {
        guard entity.kind == .leaf else { return nil }
        action = .keep
        break
      }
      action = .relabel(from: entity.encoding, to: label)
    }
    return ConversionPlan.Part(
      path: entity.path, offset: entity.body.lowerBound, octets: entity.body.count, action: action)
  }

  private func addSplices(
    of index: Int, _ label: ContentTransferEncoding, to splices: inout [Splice],
    _ growth: inout Int
  ) {
    let entity = facts[index]
    let fields = fields(of: index, label, inWireForm: makesWireForm)
    splices.append(Splice(range: entity.encodingField, content: .octets(fields)))
    growth += fields.count - entity.encodingField.count
    guard case .convert(let conversion) = entity.verdict else { return }
    let source = conversion.recipe.form(messageLineEnd: isLineStore ? .lf : .crlf)
    splices.append(
      Splice(range: entity.body, content: .recoded(from: source, to: conversion.result)))
    growth += conversion.octetCount - entity.body.count
  }

  /// The recipe and the statement of the new encoding that an entity gets.
  ///
  /// - Parameter isWire: whether the message comes to be in wire form although it is stored with LF.
  func fields(
    of index: Int, _ label: ContentTransferEncoding, inWireForm isWire: Bool
  ) -> [UInt8] {
    let entity = facts[index]
    var recipe: TransferRecipe
    if case .convert(let conversion) = entity.verdict {
      recipe = conversion.recipe
    } else {
      let claimed = TransferDomain(claimedBy: entity.encoding)
      recipe = TransferRecipe(origin: entity.encoding == nil ? .absent : .identity(claimed))
    }
    recipe.restoresLineFeeds = index == 0 && isWire
    recipe.field = entity.spelling
    let lineEnd = isWire ? .crlf : entity.lineEnd
    return recipe.fieldOctets(lineEnd: lineEnd)
      + TransferRecipe.canonicalField(label, lineEnd: lineEnd)
  }

  /// Lines that end in LF outside of converted bodies and replaced fields: each becomes one octet longer.
  private var keptLineFeeds: Int {
    var count = allLineFeeds
    for (index, entity) in facts.enumerated() {
      if case .convert = entity.verdict { count -= entity.loneLineFeeds }
      if labels[index] != nil { count -= Int(entity.encodingFieldLineFeeds) }
    }
    return count
  }

  /// Lines that end in LF.
  var allLineFeeds: Int {
    let frame = seen.frame.header.loneLineFeeds + seen.frame.structure.loneLineFeeds
    return facts.reduce(frame) { $0 + $1.loneLineFeeds }
  }
}
