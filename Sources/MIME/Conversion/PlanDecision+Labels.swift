// SPDX-License-Identifier: Apache-2.0

extension PlanDecision {
  /// What is known of an entity from what it holds.
  private struct Holding {
    /// The domain that its label must name for the sake of the labels in it.
    var domain = TransferDomain.sevenBit
    /// The domain of the octets in its body, when all is done.
    var octets = TransferDomain.sevenBit
    /// The same as they are stored.
    var stored = TransferDomain.sevenBit
    /// Whether something in it is changed.
    var holdsChange = false
    /// Whether something in it must be changed, for the domain does not allow it as it is.
    var holdsNeed = false
    /// Octets by which the message gets shorter through what is converted in it.
    var gain = 0
  }

  /// Gives every ancestor of a change a label that is true of what it holds (RFC 2045 section 6.4): of the labels in it, and of
  /// its octets, for labels of real mail claim less than there is. Takes back what gains nothing.
  ///
  /// From the inside outwards, each entity is held against what it costs: the octets that its body, or what is changed in it,
  /// saves, less those by which its own header section grows. Where nothing is left, nothing in it is converted. So an
  /// ancestor's label is paid for by all the parts below it together.
  mutating func labelEntities() {
    labels = Array(repeating: nil, count: facts.count)
    var holdings = Array(repeating: Holding(), count: facts.count)
    var isInVain = Array(repeating: false, count: facts.count)
    for index in facts.indices.reversed() where !isCovered[index] {
      var holding = holdings[index]
      let isLeaf = facts[index].kind == .leaf || facts[index].mustBeWhole
      if isLeaf { label(leaf: index, &holding) } else { label(composite: index, &holding) }
      if index == 0 { labelRoot(&holding) }
      if policy.onlyWithGain, holding.holdsChange, !holding.holdsNeed, holding.gain <= 0 {
        isInVain[index] = true
        labels[index] = nil
        holding.holdsChange = false
        holding.gain = 0
        holding.domain = claimed(index)
        holding.octets = holding.stored
      }
      guard let parent = facts[index].parent else { continue }
      let header = facts[index].hasNonASCIIHeader ? TransferDomain.eightBit : .sevenBit
      holdings[parent].domain = min(policy.target, max(holdings[parent].domain, holding.domain))
      holdings[parent].octets = max(holdings[parent].octets, holding.octets, header)
      holdings[parent].stored = max(holdings[parent].stored, holding.stored, header)
      holdings[parent].holdsChange = holdings[parent].holdsChange || holding.holdsChange
      holdings[parent].holdsNeed = holdings[parent].holdsNeed || holding.holdsNeed
      holdings[parent].gain += holding.gain
    }
    takeBack(isInVain)
  }

  func claimed(_ index: Int) -> TransferDomain {
    TransferDomain(claimedBy: facts[index].encoding)
  }

  private mutating func label(leaf index: Int, _ holding: inout Holding) {
    holding.domain = claimed(index)
    takeBody(index, &holding)
    switch facts[index].verdict {
    case .convert(let conversion):
      labels[index] = conversion.label
      holding.domain = conversion.domain
      holding.octets = conversion.domain
      holding.holdsChange = true
      holding.holdsNeed = !conversion.isElective
      guard conversion.isElective else { return }
      let entity = facts[index]
      holding.gain = entity.body.count - conversion.octetCount - growth(index, conversion.label)
      if becomesWire { holding.gain += entity.loneLineFeeds }
    case .relabel(let domain):
      labels[index] = domain.label
      holding.domain = domain
      holding.holdsChange = true
      holding.holdsNeed = true
    case .keep, .refuse: break
    }
  }

  /// Counts what stands in the entity's own body: that of a leaf, or what is around the parts of a multipart.
  private func takeBody(_ index: Int, _ holding: inout Holding) {
    guard facts[index].hasNonASCIIBody else { return }
    holding.octets = max(holding.octets, .eightBit)
    holding.stored = max(holding.stored, .eightBit)
  }

  private mutating func label(composite index: Int, _ holding: inout Holding) {
    takeBody(index, &holding)
    let claimed = claimed(index)
    let isTooWide = claimed > policy.target && facts[index].fixed == nil
    guard holding.holdsChange && claimed < holding.domain || isTooWide else {
      holding.domain = claimed
      return
    }
    // The label must be true of the octets, too, whatever the labels in it claim.
    holding.domain = max(holding.domain, holding.octets)
    let label = holding.domain.label
    labels[index] = label
    if isTooWide { holding.holdsNeed = true }
    // A label that is changed in any case is not a price of what is converted besides.
    if !holding.holdsNeed { holding.gain -= growth(index, label) }
    holding.holdsChange = true
  }

  /// The root says that the lines ended in LF, so that it has a recipe in any case; and every line gets longer.
  private mutating func labelRoot(_ holding: inout Holding) {
    guard becomesWire, holding.holdsChange else { return }
    if labels[0] == nil {
      labels[0] = .binary
      holding.gain -= growth(0, .binary)
    }
    holding.gain -= allLineFeeds
  }

  /// Whether any conversion makes CRLF of the line ends of the message.
  private var becomesWire: Bool { isLineStore && policy.target == .binary }

  /// Octets by which a header section grows.
  private func growth(_ index: Int, _ label: ContentTransferEncoding) -> Int {
    let entity = facts[index]
    let growth =
      fields(of: index, label, inWireForm: becomesWire).count - entity.encodingField.count
    return becomesWire ? growth - Int(entity.encodingFieldLineFeeds) : growth
  }

  private mutating func takeBack(_ isInVain: [Bool]) {
    guard isInVain.contains(true) else { return }
    var isInVain = isInVain
    for index in facts.indices {
      if let parent = facts[index].parent, isInVain[parent] { isInVain[index] = true }
      guard isInVain[index] else { continue }
      labels[index] = nil
      if case .convert = facts[index].verdict {
        facts[index].verdict = .refuse(.noGain, isBeyond: false)
      }
    }
  }
}
