// SPDX-License-Identifier: Apache-2.0

extension Message {
  /// Why a message was not converted.
  public struct NotConverted: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule that stands against it.
    public let reason: ConversionReason

    /// A sentence for people.
    public var description: String { "not converted: \(reason.explanation)" }
  }

  /// The message in another transfer domain, for a store: it holds what gives its octets back (``restored()``).
  ///
  /// - Throws: ``NotConverted`` where the message must stay as it is although something in it would have to be converted. Where there
  ///   is nothing to do, the message comes back as it is; parts that stay as they are, are in ``plan(for:)``.
  public func converted(to target: TransferDomain) throws(NotConverted) -> Message {
    try converted(by: ConversionPolicy(target: target))
  }

  /// The message converted by a policy of the caller's.
  public func converted(by policy: ConversionPolicy) throws(NotConverted) -> Message {
    let plan = plan(for: policy)
    if let reason = plan.reason, reason != .alreadyConverted { throw NotConverted(reason: reason) }
    if plan.changesNothing { return self }
    var output: [UInt8] = []
    output.reserveCapacity(plan.octetsAfter)
    var rewriter = MessageRewriter(plan: plan)
    rewriter.scan(octets.span, into: &output)
    // The plan was made for these octets.
    try? rewriter.finish(into: &output)
    return Message(output, any: charsets)
  }

  /// What a conversion by that policy would do, part by part.
  public func plan(for policy: ConversionPolicy) -> ConversionPlan {
    ConversionPlanner.plan(for: octets.span, policy: policy)
  }

  /// The message as it was before it was converted; one that was not comes back as it is.
  public func restored() throws(RecipeMismatch) -> Message {
    var output: [UInt8] = []
    output.reserveCapacity(octets.count)
    var restorer = MessageRestorer()
    restorer.scan(octets.span, into: &output)
    _ = try restorer.finish(into: &output)
    return Message(output, any: charsets)
  }
}
