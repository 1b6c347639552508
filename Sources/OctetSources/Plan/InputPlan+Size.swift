// SPDX-License-Identifier: Apache-2.0

extension InputPlan {
  /// Inputs up to which each is looked at, to know beforehand how much there is.
  private static let mostInputs = 1000
  /// Octets from which on it matters that a file is compressed.
  private static let large = 1 << 20

  /// Octets of all inputs together, for a display of progress; nil where that is not known before they are read: of
  /// pipes and of large compressed files, or where it would take long to ask.
  package func plainOctetCount() -> UInt64? {
    guard count <= Self.mostInputs, !readsStandardInput else { return nil }
    var source = OctetSource(self)
    var sum: UInt64 = 0
    for input in 0..<count {
      let path = Array(path(of: input).utf8) + [0]
      guard let status = try? SystemCalls.status(of: path, followingLinks: true),
        status.kind == .regular
      else { return nil }
      if status.size >= Self.large, !source.isPlain(input) { return nil }
      sum += UInt64(max(0, status.size))
    }
    return sum
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
