// SPDX-License-Identifier: Apache-2.0

/// Gives a converted message its original octets back, by the recipes that it holds. What has no recipe passes unchanged, so
/// that a message that was never converted comes out as it went in.
///
/// Octets are written before a recipe is known to fit, since the checksum stands for the whole of a part: if `finish` throws,
/// they must be thrown away.
public struct MessageRestorer: Sendable {
  /// What was restored.
  public struct Result: Hashable, Sendable {
    /// Bodies that were encoded or decoded.
    public internal(set) var convertedParts = 0
    /// Entities of which only the transfer encoding field was changed.
    public internal(set) var relabelledParts = 0
    /// Messages whose line ends became LF again.
    public internal(set) var storeForms = 0

    /// Entities with a recipe whose transfer encoding claims less than they hold: nothing that this library writes.
    package internal(set) var falseLabels: [PartPath] = []

    /// Whether the message held a recipe at all.
    public var holdsRecipes: Bool { convertedParts + relabelledParts + storeForms > 0 }

    /// Nothing.
    public init() {}
  }

  private let limits: ParseLimits
  private var scanner: EntityScanner
  private var observer = RestoreObserver()

  /// Octets scanned at once, so that what they become stays in the processor's caches.
  private static let step = 64 << 10

  /// A restorer for one message.
  public init(limits: ParseLimits = .standard) {
    self.limits = limits
    scanner = EntityScanner(limits: limits)
  }

  /// Makes the restorer ready for another message; the room for its output is kept.
  package mutating func reset() {
    scanner = EntityScanner(limits: limits)
    var output = observer.output.take()
    output.clear()
    observer = RestoreObserver()
    observer.output = output
  }

  /// Restores the next octets of the message.
  public mutating func scan(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    var start = 0
    while start < octets.count {
      let end = min(octets.count, start + Self.step)
      scanner.scan(octets.extracting(start..<end), into: &observer)
      observer.output.drain(into: &output)
      start = end
    }
  }

  /// Ends the message.
  ///
  /// - Throws: `RecipeMismatch`, the first one met, if a recipe cannot be followed; the output is then worth nothing.
  public mutating func finish(
    into output: inout some OctetSink
  ) throws(RecipeMismatch) -> Result {
    scanner.finish(into: &observer)
    observer.finish()
    observer.output.drain(into: &output)
    if let mismatch = observer.mismatch { throw mismatch }
    return observer.result
  }
}
