// SPDX-License-Identifier: Apache-2.0
internal import MIME

/// Converts and restores messages one after the other: plans, rewrites, reads back, compares.
final class MessageConverter {
  private let task: ConversionTask
  /// Reads back what was written.
  private let result = BlockReader(capacity: 256 << 10, usesWindow: true)
  private var restorer = MessageRestorer()
  /// Looks for messages in what was written.
  private let index = MailboxIndex()
  /// Holds the original of a message that was converted before, while it is converted anew.
  private let original: SpoolFile

  init(_ task: ConversionTask, lane: Int) {
    self.task = task
    original = SpoolFile(lane: lane)
  }

  /// What the store has to do with a message.
  struct Place {
    /// Whether it lies in an mbox with others.
    var isInMailbox = false
    /// Whether who reads its file looks for further messages in it: the file is an mbox, begins with a `From ` line, or is
    /// called like an mbox.
    var mayBeSplit = false
    /// What the name says that its file will have.
    var name = MailboxRule.Name.unknown
    /// Whether its file is to be replaced, and has other names that would keep the old one.
    var isLinked = false
  }

  /// Deals with the message in a range of a file, by the task; the file's change takes up what is new. Without a change
  /// nothing is written: a dry run.
  func process(
    _ range: Range<Int>, in reader: BlockReader, _ place: Place, _ change: FileChange?
  ) throws(StoreFailure) -> MessageResult {
    guard let policy = task.policy(avoidingFromLines: place.mayBeSplit) else {
      return try restore(range, in: reader, place, change)
    }
    let draft = try draft(range, in: reader, policy)
    if draft.plan.holdsRecipes, policy.target != .binary {
      return try convertAnew(range, in: reader, policy, place, change)
    }
    var message = Self.summary(of: draft.plan)
    guard !draft.plan.changesNothing, draft.plan.reason == nil else { return message }
    if let (reason, detail) = try obstacle(place, range, in: reader) ?? draft.signatureObstacle {
      message.refuse(reason, detail)
    } else if let change {
      try write(draft, replacing: range, place, change, &message)
    }
    return message
  }

  // MARK: - Converting

  /// A message that is to be written in another form.
  private struct Draft {
    var plan: ConversionPlan
    var signatures: [SignatureResult]
    var range: Range<Int>
    var reader: BlockReader

    /// Why its signatures forbid to convert it, where they were to be verified.
    var signatureObstacle: (MessageResult.StoreReason, String?)? {
      switch SignatureStanding(signatures) {
      case .unsigned, .verified: return nil
      case .broken, .undecided:
        let verdicts = signatures.map { "\($0.domain): \($0.verdict.description)" }
        return (.unverifiedSignature, verdicts.joined(separator: "; "))
      }
    }
  }

  private func draft(
    _ range: Range<Int>, in reader: BlockReader, _ policy: ConversionPolicy
  ) throws(StoreFailure) -> Draft {
    var planner = ConversionPlanner(policy: policy)
    var verifier = task.verifier?()
    try each(range, in: reader) { octets in
      planner.scan(octets)
      verifier?.scan(octets)
    }
    return Draft(
      plan: planner.finish(), signatures: verifier?.finish() ?? [], range: range, reader: reader)
  }

  /// Why the place of a message forbids to write it anew.
  private func obstacle(
    _ place: Place, _ range: Range<Int>, in reader: BlockReader
  ) throws(StoreFailure) -> (MessageResult.StoreReason, String?)? {
    if place.isLinked { return (.hardLinked, nil) }
    guard place.isInMailbox else { return nil }
    if case .convert(let policy) = task.direction, policy.target == .binary {
      return (.binaryMailbox, nil)
    }
    return try hasContentLength(range, in: reader) ? (.contentLength, nil) : nil
  }

  /// What a plan comes to.
  private static func summary(of plan: ConversionPlan) -> MessageResult {
    var message = MessageResult(.kept, before: plan.octetsBefore)
    // A reason of the whole message is reported once, not with each part again.
    message.refusedParts = plan.refusals.filter { $0.reason != plan.reason }
    if let reason = plan.reason {
      // What was converted before is where it should be.
      message.outcome = reason == .alreadyConverted ? .kept : .refused
      message.reason = reason.rawValue
    } else if !plan.changesNothing {
      message.outcome = .converted
      message.after = plan.octetsAfter
      message.breaksSignature = plan.breaksSignature
      message.makesWireForm = plan.makesWireForm
      message.convertedParts = plan.parts.count { part in
        if case .convert = part.action { true } else { false }
      }
    } else if !plan.refusals.isEmpty {
      message.outcome = .refused
    } else if plan.holdsRecipes {
      message.reason = ConversionReason.alreadyConverted.rawValue
    }
    return message
  }

  /// Writes a message as planned and checks that it leads back to the octets it was made from. If it does not, nothing of
  /// it is left and the result says so.
  ///
  /// - Parameter old: the range of the changed file that the new form takes the place of.
  private func write(
    _ draft: Draft, replacing old: Range<Int>, _ place: Place, _ change: FileChange,
    _ message: inout MessageResult
  ) throws(StoreFailure) {
    let start = try change.begin(at: old.lowerBound)
    var writer = change.writer
    var rewriter = MessageRewriter(plan: draft.plan)
    try each(draft.range, in: draft.reader) {
      rewriter.scan($0, into: &writer)
    } after: { () throws(StoreFailure) in
      try writer.check()
    }
    var fault: String?
    do throws(ConversionFailure) {
      try rewriter.finish(into: &writer)
    } catch {
      fault = error.description
    }
    try writer.flush()
    let written = start..<writer.position
    if fault == nil { fault = try compare(written, of: writer, with: draft) }
    if let fault {
      try writer.truncate(to: start)
      message = Self.fault(fault, old.count)
      return
    }
    if place.mayBeSplit, !place.isInMailbox, try !isOneMessage(written, of: writer, place.name) {
      try writer.truncate(to: start)
      message.refuse(.wouldSplit, nil)
      return
    }
    message.after = written.count
    change.end(at: old.upperBound)
  }

  /// Reads back what was written, restores it, and holds it against what it was made from.
  private func compare(
    _ written: Range<Int>, of writer: StoreWriter, with draft: Draft
  ) throws(StoreFailure) -> String? {
    result.attach(writer.descriptor, size: written.upperBound, path: writer.path)
    defer { result.detach() }
    let verifier = draft.signatures.isEmpty ? nil : task.verifier?()
    var comparison = OriginalComparison(
      draft.range, in: draft.reader, verifier, finding: draft.signatures)
    restorer.reset()
    try each(written, in: result) { restorer.scan($0, into: &comparison) }
    do throws(RecipeMismatch) {
      let labels = try restorer.finish(into: &comparison).falseLabels
      if let path = labels.first {
        return "the transfer encoding of part “\(path)” claims less than it holds"
      }
    } catch {
      return error.description
    }
    return try comparison.finish()
  }

  /// Whether the file that was written, to its end, is read as this one message.
  private func isOneMessage(
    _ written: Range<Int>, of writer: StoreWriter, _ name: MailboxRule.Name
  ) throws(StoreFailure) -> Bool {
    index.attach(writer.descriptor, size: written.upperBound, path: writer.path, name)
    let (first, isMailbox) = try index.kind()
    return !isMailbox && first.offset == written.lowerBound
  }

  /// Converts a message that holds recipes for another domain: as its original would be converted. Where that would stay as
  /// it is, the original is what is written: the form that lies here may be one that the domain does not allow.
  private func convertAnew(
    _ range: Range<Int>, in reader: BlockReader, _ policy: ConversionPolicy, _ place: Place,
    _ change: FileChange?
  ) throws(StoreFailure) -> MessageResult {
    defer { original.clear() }
    var sink = try original.begin()
    if let mismatch = try restore(range, in: reader, into: &sink).mismatch {
      return Self.unfit(mismatch, range.count)
    }
    let source = try original.finish()
    let draft = try draft(0..<source.size, in: source, policy)
    if let stay = Self.stay(draft) {
      var message = try restore(range, in: reader, place, change)
      guard message.outcome == .restored else { return message }
      message.refusedParts = draft.plan.refusals.filter { $0.reason != draft.plan.reason }
      (message.reason, message.detail) = stay
      return message
    }
    var message = Self.summary(of: draft.plan)
    message.before = range.count
    if let (reason, detail) = try obstacle(place, range, in: reader) {
      message.refuse(reason, detail)
    } else if let change {
      try write(draft, replacing: range, place, change, &message)
    }
    return message
  }

  /// Why an original stays as it is, without a reason where there is nothing to do; nil where it is converted.
  private static func stay(_ draft: Draft) -> (reason: String?, detail: String?)? {
    if let reason = draft.plan.reason { return (reason.rawValue, nil) }
    if draft.plan.changesNothing { return (nil, nil) }
    return draft.signatureObstacle.map { ($0.0.rawValue, $0.1) }
  }

  // MARK: - Restoring

  private func restore(
    _ range: Range<Int>, in reader: BlockReader, _ place: Place, _ change: FileChange?
  ) throws(StoreFailure) -> MessageResult {
    guard let change, !place.isLinked else {
      var counter = ChecksummedWriter(nil)
      let found = try restore(range, in: reader, into: &counter)
      var message = Self.restored(found, range.count, counter.checksum.count)
      if message.outcome == .restored, place.isLinked { message.refuse(.hardLinked, nil) }
      return message
    }
    let start = try change.begin(at: range.lowerBound)
    var sink = ChecksummedWriter(change.writer)
    let found = try restore(range, in: reader, into: &sink)
    let writer = change.writer
    try writer.check()
    var message = Self.restored(found, range.count, sink.checksum.count)
    if message.outcome == .restored {
      try writer.flush()
      if try checksum(start..<writer.position, of: writer) == sink.checksum {
        change.end(at: range.upperBound)
        return message
      }
      message = Self.fault("what was read back is not what was written", range.count)
    }
    try writer.truncate(to: start)
    return message
  }

  /// Reads back what was written.
  private func checksum(
    _ written: Range<Int>, of writer: StoreWriter
  ) throws(StoreFailure) -> OctetChecksum {
    result.attach(writer.descriptor, size: written.upperBound, path: writer.path)
    defer { result.detach() }
    var checksum = OctetChecksum()
    try each(written, in: result) { checksum.add($0) }
    return checksum
  }

  private struct Restored {
    var result = MessageRestorer.Result()
    var mismatch: RecipeMismatch?
  }

  private func restore(
    _ range: Range<Int>, in reader: BlockReader, into sink: inout some OctetSink
  ) throws(StoreFailure) -> Restored {
    restorer.reset()
    try each(range, in: reader) { restorer.scan($0, into: &sink) }
    do throws(RecipeMismatch) {
      return Restored(result: try restorer.finish(into: &sink))
    } catch {
      return Restored(mismatch: error)
    }
  }

  private static func restored(_ found: Restored, _ before: Int, _ after: Int) -> MessageResult {
    if let mismatch = found.mismatch { return unfit(mismatch, before) }
    guard found.result.holdsRecipes else {
      var message = MessageResult(.kept, before: before)
      message.reason = "no-recipe"
      return message
    }
    var message = MessageResult(.restored, before: before, after: after)
    message.convertedParts = found.result.convertedParts
    return message
  }

  private static func fault(_ detail: String, _ count: Int) -> MessageResult {
    var message = MessageResult(.fault, before: count)
    message.reason = "verification"
    message.detail = detail
    return message
  }

  private static func unfit(_ mismatch: RecipeMismatch, _ count: Int) -> MessageResult {
    var message = MessageResult(.unfit, before: count)
    message.reason = mismatch.kind.rawValue
    message.detail = mismatch.description
    return message
  }

  // MARK: - Reading

  /// Hands out a range in blocks, as long as the run goes on.
  private func each(
    _ range: Range<Int>, in reader: BlockReader, _ body: (Span<UInt8>) -> Void,
    after: () throws(StoreFailure) -> Void = {}
  ) throws(StoreFailure) {
    try reader.forEachBlock(of: range) { octets throws(StoreFailure) in
      if task.shouldStop() { throw .interrupted }
      body(octets)
      try after()
    }
  }

  /// Whether a message of an mbox has a Content-Length, which a conversion would make wrong.
  private func hasContentLength(
    _ range: Range<Int>, in reader: BlockReader
  ) throws(StoreFailure) -> Bool {
    try reader.withBlock(at: range.lowerBound, before: range.upperBound) { octets in
      if case .body = ContentLength.read(octets, from: 0, isAtEnd: true) { true } else { false }
    }
  }
}

extension MessageResult {
  /// Leaves the message as it is because of the store it lies in.
  mutating func refuse(_ reason: StoreReason, _ detail: String?) {
    outcome = .refused
    self.reason = reason.rawValue
    self.detail = detail
    after = before
    convertedParts = 0
    breaksSignature = false
  }
}
