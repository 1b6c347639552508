// SPDX-License-Identifier: Apache-2.0

/// Makes the plan out of what was seen of a message.
struct PlanDecision {
  private let seen: PlanObserver
  private let policy: ConversionPolicy
  private let isLineStore: Bool
  private var verdicts: [LeafVerdict] = []
  /// For each entity, whether it lies inside one that is encoded as a whole.
  private var isCovered: [Bool] = []
  /// For each entity the label that it gets; nil where it keeps its own.
  private var labels: [ContentTransferEncoding?] = []
  private var makesWireForm = false

  init(_ seen: PlanObserver) {
    self.seen = seen
    policy = seen.policy
    isLineStore = seen.frame.lineEnds.isStore
  }

  mutating func plan() -> ConversionPlan {
    judgeLeaves()
    labelEntities()
    makesWireForm = isLineStore && labels.contains(.binary) && holdsConversion
    let isNeeded = labels.contains { $0 != nil } || beyond != nil
    let reason = isNeeded ? obstacle : nil
    return reason == nil ? change() : untouched(reason)
  }

  // MARK: Leaves

  private mutating func judgeLeaves() {
    let judge = LeafJudge(policy: policy, isLineStore: isLineStore)
    for index in seen.facts.indices {
      let entity = seen.facts[index]
      let parentIsCovered =
        entity.parent.map { isCovered[$0] || isWhole($0) } ?? false
      isCovered.append(parentIsCovered)
      let isJudged = !parentIsCovered && (entity.kind == .leaf || entity.mustBeWhole)
      verdicts.append(isJudged ? judge.verdict(entity) : .keep)
    }
  }

  private func isWhole(_ index: Int) -> Bool { seen.facts[index].mustBeWhole }

  private var holdsConversion: Bool {
    verdicts.contains { if case .convert = $0 { true } else { false } }
  }

  /// Why the domain does not allow the message, whatever is done to it.
  private var beyond: ConversionReason? {
    for verdict in verdicts {
      if case .refuse(let reason, isBeyond: true) = verdict { return reason }
    }
    let target = policy.target
    if !target.allows(seen.frame.header, isLineStore: isLineStore) { return .headerBeyondDomain }
    if !target.allows(seen.frame.structure, isLineStore: isLineStore) {
      return .structureBeyondDomain
    }
    return nil
  }

  // MARK: Labels

  /// Gives every ancestor of a change a label that is true of what it holds (RFC 2045 section 6.4).
  private mutating func labelEntities() {
    let facts = seen.facts
    labels = Array(repeating: nil, count: facts.count)
    var needed = facts.map { TransferDomain(claimedBy: $0.encoding) }
    var held: [TransferDomain] = Array(repeating: .sevenBit, count: facts.count)
    var holdsChange = Array(repeating: false, count: facts.count)
    for index in facts.indices.reversed() {
      if isCovered[index] { continue }
      if facts[index].kind == .leaf || facts[index].mustBeWhole {
        needed[index] = labelLeaf(index)
      } else {
        let claimed = needed[index]
        let isTooWide = claimed > policy.target && facts[index].fixed == nil
        if holdsChange[index] && claimed < held[index] || isTooWide {
          labels[index] = held[index].label
          needed[index] = held[index]
        }
      }
      guard let parent = facts[index].parent else { continue }
      held[parent] = min(policy.target, max(held[parent], needed[index]))
      if holdsChange[index] || labels[index] != nil { holdsChange[parent] = true }
    }
    if isLineStore, labels.contains(.binary), labels.first == .some(nil) {
      // The root tells that the lines ended in LF, so that it has a recipe in any case.
      labels[0] = .binary
    }
  }

  /// Labels a leaf; returns the domain that its ancestors must claim.
  private mutating func labelLeaf(_ index: Int) -> TransferDomain {
    switch verdicts[index] {
    case .convert(let conversion):
      labels[index] = conversion.label
      return conversion.domain
    case .relabel(let domain):
      labels[index] = domain.label
      return domain
    case .keep, .refuse: return TransferDomain(claimedBy: seen.facts[index].encoding)
    }
  }

  // MARK: Obstacles

  /// Why nothing may be changed, though something should be.
  private var obstacle: ConversionReason? {
    if let reason = seen.reason { return reason }
    if let signature = seen.signature, policy.purpose == .delivery, policy.signed == .keep {
      return signature
    }
    if let reason = lineEndObstacle { return reason }
    if let beyond { return beyond }
    for index in labels.indices where labels[index] != nil && seen.facts[index].headerEnd == nil {
      return .headerNotClosed
    }
    return nil
  }

  private var lineEndObstacle: ConversionReason? {
    var tally = seen.frame.lineEnds
    if tally.isMixed { return .mixedLineEnds }
    guard makesWireForm else { return nil }
    for (index, entity) in seen.facts.enumerated() {
      guard entity.kind == .leaf, let stored = entity.study?.stored else { continue }
      if case .convert = verdicts[index] { continue }
      tally.add(stored)
      if entity.encoding == .binary, !entity.isText,
        stored.lineFeeds > 0 || stored.loneCarriageReturns > 0
      {
        return .binaryInLineStore
      }
    }
    return tally.isMixed ? .mixedLineEnds : nil
  }

  // MARK: The plan

  private func untouched(_ reason: ConversionReason?) -> ConversionPlan {
    let parts = seen.facts.indices.compactMap { index -> ConversionPlan.Part? in
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
      holdsRecipes: seen.holdsRecipes, octetsBefore: seen.octetCount,
      octetsAfter: seen.octetCount, splices: [])
  }

  private func change() -> ConversionPlan {
    var splices: [Splice] = []
    var growth = 0
    for index in seen.facts.indices where labels[index] != nil {
      addSplices(of: index, to: &splices, &growth)
    }
    if makesWireForm { growth += keptLineFeeds }
    return ConversionPlan(
      policy: policy, parts: seen.facts.indices.compactMap(part), reason: nil,
      makesWireForm: makesWireForm, breaksSignature: seen.signature != nil && !splices.isEmpty,
      holdsRecipes: seen.holdsRecipes, octetsBefore: seen.octetCount,
      octetsAfter: seen.octetCount + growth, splices: splices)
  }

  /// What happens to an entity; nil for composites that stay as they are, and what is inside an encoded whole.
  private func part(_ index: Int) -> ConversionPlan.Part? {
    let entity = seen.facts[index]
    if isCovered[index] { return nil }
    let action: ConversionPlan.Action
    switch verdicts[index] {
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

  private func addSplices(of index: Int, to splices: inout [Splice], _ growth: inout Int) {
    let entity = seen.facts[index]
    guard let label = labels[index], let headerEnd = entity.headerEnd else { return }
    var recipe: TransferRecipe
    var body: (conversion: LeafConversion, range: Range<Int>)?
    if case .convert(let conversion) = verdicts[index] {
      recipe = conversion.recipe
      body = (conversion, entity.body)
    } else {
      let claimed = TransferDomain(claimedBy: entity.encoding)
      recipe = TransferRecipe(origin: entity.encoding == nil ? .absent : .identity(claimed))
    }
    recipe.restoresLineFeeds = index == 0 && makesWireForm
    recipe.field = verbatim(entity, recipe)
    let lineEnd = makesWireForm ? .crlf : headerEnd.lineEnd
    let fields =
      recipe.fieldOctets(lineEnd: lineEnd)
      + TransferRecipe.canonicalField(label, lineEnd: lineEnd)
    let start = entity.encodingField.isEmpty ? headerEnd.offset : entity.encodingFieldOffset
    let range = start..<(start + entity.encodingField.count)
    splices.append(Splice(range: range, content: .octets(fields)))
    growth += fields.count - range.count
    if let body {
      splices.append(
        Splice(
          range: body.range,
          content: .recoded(from: body.conversion.source, to: body.conversion.result)))
      growth += body.conversion.octetCount - body.range.count
    }
  }

  /// The original field, if the recipe must tell its spelling.
  private func verbatim(_ entity: EntityFacts, _ recipe: TransferRecipe) -> [UInt8]? {
    guard let encoding = entity.encoding, let headerEnd = entity.headerEnd else { return nil }
    let lineEnd = headerEnd.lineEnd
    if entity.encodingField == TransferRecipe.canonicalField(encoding, lineEnd: lineEnd) {
      return nil
    }
    var buffer = OctetBuffer()
    var toWire = WireLineEnds()
    let field = Array(entity.encodingField.dropLast(lineEnd.octetCount))
    toWire.map(field.span, into: &buffer)
    return buffer.octets
  }

  /// Lines that end in LF outside of converted bodies and replaced fields: each becomes one octet longer.
  private var keptLineFeeds: Int {
    var count = seen.frame.header.loneLineFeeds + seen.frame.structure.loneLineFeeds
    for (index, entity) in seen.facts.enumerated() {
      if case .convert = verdicts[index] {
      } else {
        count += entity.study?.stored.loneLineFeeds ?? 0
      }
      if labels[index] != nil { count -= entity.encodingField.count { $0 == Octet.lf } }
    }
    return count
  }
}
