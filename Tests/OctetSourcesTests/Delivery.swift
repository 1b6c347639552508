// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OctetSources

/// Everything that a source delivers of one input, and how it ends.
struct Delivery: Equatable, CustomTestStringConvertible {
  var octets: [UInt8] = []
  var failure: InputFailure?

  var testDescription: String {
    "\(octets.count) octets, \(failure?.description ?? "all")"
  }

  init(octets: [UInt8], failure: InputFailure? = nil) {
    self.octets = octets
    self.failure = failure
  }

  /// Opens an input and reads it to its end.
  init(of source: inout OctetSource, _ number: Int, bufferCapacity: Int = 1000) {
    do throws(InputFailure) {
      try source.open(number)
    } catch {
      self.init(octets: [], failure: error)
      return
    }
    self.init(ofRest: &source, bufferCapacity: bufferCapacity)
  }

  /// Reads the open input to its end, through a buffer of a given size.
  init(ofRest source: inout OctetSource, bufferCapacity: Int = 1000) {
    var buffer = [UInt8](repeating: 0, count: bufferCapacity)
    do throws(InputFailure) {
      while true {
        var room = buffer.mutableSpan
        let count = try source.read(into: &room)
        octets += buffer[..<count]
        if count == 0 { break }
        if count < bufferCapacity {
          let (isAtEnd, hasFailed) = (source.isAtEnd, source.failure != nil)
          #expect(isAtEnd != hasFailed, "a short delivery says why")
        }
      }
      let isAtEnd = source.isAtEnd
      #expect(isAtEnd)
    } catch {
      failure = error
      let (isAtEnd, kept) = (source.isAtEnd, source.failure)
      #expect(!isAtEnd)
      #expect(kept == error)
    }
  }
}
