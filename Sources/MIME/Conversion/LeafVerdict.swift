// SPDX-License-Identifier: Apache-2.0

/// What is to happen to a leaf, or to a message/global that is treated as one.
enum LeafVerdict: Sendable {
  case keep
  /// Only its label changes.
  case relabel(TransferDomain)
  /// Its body takes another form. In a box: most leaves stay.
  indirect case convert(LeafConversion)
  /// It stays; `isBeyond` where the domain does not allow it, so that the message cannot be converted at all.
  case refuse(ConversionReason, isBeyond: Bool)
}

/// A body on its way from one form to another.
struct LeafConversion: Sendable {
  var result: BodyForm
  /// The encoding that the converted message states.
  var label: ContentTransferEncoding
  /// The domain that ancestors must claim for it.
  var domain: TransferDomain
  var recipe: TransferRecipe
  /// Octets of the body in its new form, estimated for quoted-printable.
  var octetCount: Int
  /// Whether the domain allows the leaf as it is, so that only octets to be saved speak for converting it.
  var isElective = false
}

/// Decides about single leaves.
struct LeafJudge: Sendable {
  let policy: ConversionPolicy
  /// Whether the message is stored with LF.
  let isLineStore: Bool

  private var target: TransferDomain { policy.target }
  private var lineEnd: Base64Layout.LineEnd { isLineStore ? .lf : .crlf }

  func verdict(_ leaf: LeafFacts) -> LeafVerdict {
    guard let study = leaf.study else { return .keep }
    let fits = target.allows(study.stored, isLineStore: isLineStore)
    if leaf.encoding?.isIdentity ?? true { return identityVerdict(leaf, study, fits: fits) }
    let reason = leaf.fixed ?? decodingObstacle(leaf, study)
    if reason == nil {
      var conversion = decoding(leaf, study)
      conversion.isElective = fits
      return .convert(conversion)
    }
    if !fits { return relayout(leaf, study, reason) }
    guard let reason, target > .sevenBit else { return .keep }
    return .refuse(reason, isBeyond: false)
  }

  // MARK: Up

  /// Why the encoded body of a leaf is not decoded.
  private func decodingObstacle(
    _ leaf: LeafFacts, _ study: LeafStudy.Result
  ) -> ConversionReason? {
    if let reason = Eligibility.decodingObstacle(body(leaf, study)) { return reason }
    guard let content = study.content else { return .emptyBody }
    if content.hasDelimiter { return .boundaryCollision }
    if target < .binary {
      // Not reached for 7bit: base64 is 7bit already.
      if target == .sevenBit { return .notEightBitData }
      if !content.counts.isEightBitData { return .notEightBitData }
    }
    if content.hasFromLine { return .fromLine }
    return nil
  }

  /// Why the encoded body cannot be written again as it was.
  private func layoutObstacle(
    _ leaf: LeafFacts, _ study: LeafStudy.Result
  ) -> ConversionReason? {
    Eligibility.layoutObstacle(body(leaf, study))
  }

  private func body(_ leaf: LeafFacts, _ study: LeafStudy.Result) -> EncodedBody {
    EncodedBody(
      octetCount: study.octetCount, decodedCount: study.content?.checksum.count ?? 0,
      obstacle: leaf.obstacle, isEndUncertain: leaf.isEndUncertain, defects: study.defects,
      layout: study.layout,
      quotedPrintable: leaf.encoding == .quotedPrintable ? quotedRewriting(study) : nil,
      text: leaf.isText ? study.content?.counts : nil)
  }

  private func quotedRewriting(_ study: LeafStudy.Result) -> EncodedBody.Rewriting {
    // Long lines are a matter of style; lost escapes and blanks do not come back.
    if study.defects.contains(where: { $0 != .quotedPrintableLongLine }) {
      return .impossible(.malformedQuotedPrintable)
    }
    // In a store with LF a CRLF in the body would not come back.
    if isLineStore, study.stored.lineFeeds > study.stored.loneLineFeeds {
      return .impossible(.quotedPrintableStyle)
    }
    return study.style == nil ? .impossible(.quotedPrintableStyle) : .possible
  }

  private func decoding(_ leaf: LeafFacts, _ study: LeafStudy.Result) -> LeafConversion {
    let content = study.content ?? ContentStudy()
    var recipe = leaf.encoding == .base64 ? base64Recipe(study) : quotedRecipe(study)
    let count = content.checksum.count
    guard target == .eightBit else {
      return LeafConversion(
        result: .octets, label: .binary, domain: .binary, recipe: recipe, octetCount: count)
    }
    recipe.isText = true
    let domain: TransferDomain = content.counts.nonASCII > 0 ? .eightBit : .sevenBit
    return LeafConversion(
      result: .text(lineEnd), label: domain.label, domain: domain, recipe: recipe,
      octetCount: isLineStore ? count - content.counts.lineFeeds : count)
  }

  private func quotedRecipe(_ study: LeafStudy.Result) -> TransferRecipe {
    var recipe = TransferRecipe(origin: .quotedPrintable)
    recipe.content = study.content?.checksum
    if let style = study.style { recipe.style = style }
    return recipe
  }

  private func base64Recipe(_ study: LeafStudy.Result) -> TransferRecipe {
    var recipe = TransferRecipe(origin: .base64)
    recipe.content = study.content?.checksum
    guard let layout = study.layout else { return recipe }
    recipe.width = layout.width
    recipe.finalLineEnds = layout.finalLineEnds
    let count = recipe.content?.count ?? 0
    let hasLineEnds = layout.finalLineEnds > 0 || (count + 2) / 3 * 4 > layout.width
    if hasLineEnds, layout.lineEnd != lineEnd { recipe.lineEnd = layout.lineEnd }
    return recipe
  }

  // MARK: Down

  /// Base64 whose lines are too long gets shorter ones; nothing else that is encoded can be encoded again.
  private func relayout(
    _ leaf: LeafFacts, _ study: LeafStudy.Result, _ reason: ConversionReason?
  ) -> LeafVerdict {
    if let fixed = leaf.fixed { return .refuse(fixed, isBeyond: true) }
    guard leaf.encoding == .base64 else {
      let isQuoted = leaf.encoding == .quotedPrintable
      return .refuse(
        isQuoted ? .malformedQuotedPrintable : reason ?? .unknownEncoding, isBeyond: true)
    }
    if let obstacle = layoutObstacle(leaf, study) { return .refuse(obstacle, isBeyond: true) }
    let recipe = base64Recipe(study)
    let layout = Base64Layout(
      width: 76, lineEnd: lineEnd, finalLineEnds: min(1, recipe.finalLineEnds))
    return .convert(
      LeafConversion(
        result: .base64(layout), label: .base64, domain: .sevenBit, recipe: recipe,
        octetCount: Self.base64Count(recipe.content?.count ?? 0, layout)))
  }

  private func identityVerdict(
    _ leaf: LeafFacts, _ study: LeafStudy.Result, fits: Bool
  ) -> LeafVerdict {
    let claimed = TransferDomain(claimedBy: leaf.encoding)
    if fits {
      // A status report is 7bit whatever it claims, so a claim that the domain does not allow is mended.
      guard claimed > target, leaf.fixed == nil || leaf.fixed == .statusReport else {
        return .keep
      }
      return .relabel(study.stored.nonASCII > 0 ? .eightBit : .sevenBit)
    }
    if let fixed = leaf.fixed { return .refuse(fixed, isBeyond: true) }
    if leaf.isEndUncertain { return .refuse(.unclosedMultipart, isBeyond: true) }
    return .convert(encoding(leaf, study))
  }

  private func encoding(_ leaf: LeafFacts, _ study: LeafStudy.Result) -> LeafConversion {
    let claimed = TransferDomain(claimedBy: leaf.encoding)
    var recipe = TransferRecipe(origin: leaf.encoding == nil ? .absent : .identity(claimed))
    recipe.isText = leaf.hasLines && hasOnlyLineEnds(study.stored)
    var content = study.content ?? ContentStudy()
    if recipe.isText, isLineStore, let wire = study.wireContent { content = wire }
    recipe.content = content.checksum
    let layout = Base64Layout(width: 76, lineEnd: lineEnd, finalLineEnds: leaf.endsMessage ? 1 : 0)
    // In a store with LF a CRLF that stands in the body is written as a line end of the store, so where both occur each is
    // written octet by octet: what a reader decodes is what was there.
    let style = QuotedPrintableStyle(
      isText: leaf.hasLines && (recipe.isText || !isLineStore), guardsHyphens: true)
    let base64 = Self.base64Count(content.checksum.count, layout)
    let quoted = content.quotedPrintableEstimate(isText: style.isText)
    // A body that ends without a line end, and nothing behind it, must survive a store that adds one; and in an mbox the empty
    // line before the next message must stay empty.
    let isOpen = leaf.endsMessage && (content.counts.endsWithinLine || !style.isText)
    if quoted <= base64, !isOpen {
      return LeafConversion(
        result: .quotedPrintable(style, lineEnd), label: .quotedPrintable, domain: .sevenBit,
        recipe: recipe, octetCount: quoted)
    }
    return LeafConversion(
      result: .base64(layout), label: .base64, domain: .sevenBit, recipe: recipe,
      octetCount: base64)
  }

  /// Whether every CR and LF is part of a line end of the message.
  private func hasOnlyLineEnds(_ counts: OctetCounts) -> Bool {
    guard counts.loneCarriageReturns == 0 else { return false }
    return isLineStore
      ? counts.loneLineFeeds == counts.lineFeeds : counts.loneLineFeeds == 0
  }

  private static func base64Count(_ content: Int, _ layout: Base64Layout) -> Int {
    let characters = (content + 2) / 3 * 4
    let lineEnds = max(0, (characters + layout.width - 1) / layout.width - 1)
    return characters + (lineEnds + layout.finalLineEnds) * layout.lineEnd.octetCount
  }
}
