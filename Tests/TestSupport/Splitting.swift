// SPDX-License-Identifier: Apache-2.0
import Testing

/// One way to cut an input into chunks. Cutting must never change what a stage makes of it.
package struct Splitting: Sendable, CustomTestStringConvertible {
  package let name: String
  /// The chunks as index ranges, in order, together the whole input.
  package let ranges: [Range<Int>]

  package var testDescription: String { name }

  /// The chunks of `input`, which must have the length that the splitting was made for.
  package func chunks(of input: [UInt8]) -> [[UInt8]] { ranges.map { Array(input[$0]) } }

  /// All in one; in pieces of 1, 2, 3, 7 and 64 octets; and, below 2,048 octets, in two pieces at
  /// every place, empty pieces included.
  package static func all(forCount count: Int) -> [Splitting] {
    var result = [Splitting(name: "whole", ranges: [0..<count])]
    for size in [1, 2, 3, 7, 64] {
      result.append(pieces(of: size, count: count))
    }
    guard count < 2048 else { return result }
    for place in 0...count {
      result.append(Splitting(name: "cut at \(place)", ranges: [0..<place, place..<count]))
    }
    return result
  }

  /// Pieces of random sizes up to `largest`: for inputs that are too long for every place.
  package static func random(
    forCount count: Int, largest: Int, using generator: inout SeededGenerator
  ) -> Splitting {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < count {
      let end = min(count, start + generator.number(1...largest))
      ranges.append(start..<end)
      start = end
    }
    return Splitting(name: "random pieces up to \(largest)", ranges: ranges)
  }

  private static func pieces(of size: Int, count: Int) -> Splitting {
    let starts = stride(from: 0, to: count, by: size)
    return Splitting(
      name: "pieces of \(size)", ranges: starts.map { $0..<min($0 + size, count) })
  }
}
