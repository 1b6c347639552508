// SPDX-License-Identifier: Apache-2.0

/// Stage 4: octets of a message → plan. It decodes what may be converted and looks at the content, so that nothing is found
/// out later than here; it writes nothing. Feed it with `scan`, end with `finish`.
public struct ConversionPlanner: Sendable {
  private var scanner: EntityScanner
  private var observer: PlanObserver

  /// A planner for one message.
  public init(policy: ConversionPolicy, limits: ParseLimits = .standard) {
    scanner = EntityScanner(limits: limits)
    observer = PlanObserver(policy: policy)
  }

  /// The plan for a message that is at hand as a whole.
  public static func plan(
    for message: Span<UInt8>, policy: ConversionPolicy, limits: ParseLimits = .standard
  ) -> ConversionPlan {
    var planner = ConversionPlanner(policy: policy, limits: limits)
    planner.scan(message)
    return planner.finish()
  }

  /// Octets scanned at once, so that they are still in the processor's caches when they are decoded.
  private static let step = 64 << 10

  /// Takes the next octets of the message.
  public mutating func scan(_ octets: Span<UInt8>) {
    var start = 0
    while start < octets.count {
      let end = min(octets.count, start + Self.step)
      scanner.scan(octets.extracting(start..<end), into: &observer)
      start = end
    }
  }

  /// Ends the message.
  public mutating func finish() -> ConversionPlan {
    scanner.finish(into: &observer)
    observer.finish()
    var decision = PlanDecision(observer.takeFacts(), observer)
    return decision.plan()
  }
}
