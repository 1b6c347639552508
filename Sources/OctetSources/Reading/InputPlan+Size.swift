// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

extension InputPlan {
  /// What is known of the inputs' sizes before they are read.
  package struct Sizes: Sendable {
    /// Octets of all inputs together, for a display of progress; nil where that is not known beforehand: of pipes and of
    /// large compressed files.
    package var plainOctets: UInt64?
    /// Inputs of a mebioctet or more, in the order of the plan.
    package var large: [(input: Int, octets: Int)] = []
  }

  /// Inputs up to which each is looked at: of more it would take long to ask.
  private static let mostInputs = 1000
  /// Octets from which on it matters when a file is read, and that it is compressed.
  private static let large = 1 << 20

  /// Octets of an input as it is stored; nil for what is not a regular file, or cannot be looked at.
  package func size(of input: Int) -> Int? {
    guard canBeReadAgain(input),
      let status = try? Kernel.facts(of: octets(of: input) + [0], followingLinks: true),
      status.kind == .regular
    else { return nil }
    return status.size
  }

  /// Looks at the inputs; nothing is known of very many.
  package func sizes() -> Sizes {
    guard count <= Self.mostInputs else { return Sizes() }
    var source = OctetSource(self)
    var sizes = Sizes(plainOctets: readsStandardInput ? nil : 0)
    for input in (readsStandardInput ? 1 : 0)..<count {
      guard let octets = size(of: input) else {
        sizes.plainOctets = nil
        continue
      }
      sizes.plainOctets? += UInt64(max(0, octets))
      guard octets >= Self.large else { continue }
      sizes.large.append((input, octets))
      if sizes.plainOctets != nil, !source.isPlain(input) { sizes.plainOctets = nil }
    }
    return sizes
  }
}

extension OctetSource {
  /// Whether an input is an uncompressed regular file.
  fileprivate mutating func isPlain(_ input: Int) -> Bool {
    guard (try? open(input)) != nil else { return false }
    defer { close() }
    var octets = [UInt8](repeating: 0, count: Compression.magicLength)
    var span = octets.mutableSpan
    guard (try? read(into: &span)) != nil else { return false }
    return (try? seekableFile()) != nil
  }
}
