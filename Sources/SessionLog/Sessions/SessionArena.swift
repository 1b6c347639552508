// SPDX-License-Identifier: Apache-2.0

extension Session {
  /// Copies `octets` into the arena; the empty range when there are none or no room is left.
  mutating func keep(_ octets: Span<UInt8>) -> TextRange {
    guard !octets.isEmpty else { return .empty }
    let start = text.count
    guard octets.count <= SessionLimits.text - start else {
      truncated = true
      return .empty
    }
    text.append(octets)
    return TextRange(start: start, count: octets.count)
  }

  /// The octets of a range of the arena.
  @_lifetime(borrow self)
  package func octets(_ range: TextRange) -> Span<UInt8> {
    text.span.extracting(range.indices)
  }

  /// Whether a range of the arena holds just these octets.
  func text(_ range: TextRange, equals other: Span<UInt8>) -> Bool {
    guard Int(range.count) == other.count else { return false }
    return other.indices.allSatisfy { text[Int(range.start) + $0] == other[$0] }
  }

  /// Makes this an empty session whose lists keep their storage.
  mutating func reset() {
    var fresh = Session()
    fresh.text = emptied(&text)
    fresh.transactions = emptied(&transactions)
    fresh.forwardPaths = emptied(&forwardPaths)
    fresh.parameters = emptied(&parameters)
    fresh.refusals = emptied(&refusals)
    fresh.offences = emptied(&offences)
    fresh.offeredBeforeTLS = emptied(&offeredBeforeTLS)
    fresh.offeredAfterTLS = emptied(&offeredAfterTLS)
    fresh.missingCertificates = emptied(&missingCertificates)
    fresh.records = emptied(&records)
    fresh.recordText = emptied(&recordText)
    self = fresh
  }

  /// The storage of `list`, empty.
  private func emptied<Element>(_ list: inout [Element]) -> [Element] {
    var storage: [Element] = []
    swap(&storage, &list)
    storage.removeAll(keepingCapacity: true)
    return storage
  }
}

extension [UInt8] {
  /// Appends what a span holds.
  mutating func append(_ octets: Span<UInt8>) {
    append(addingCapacity: octets.count) { output in
      for index in octets.indices { output.append(octets[index]) }
    }
  }
}
