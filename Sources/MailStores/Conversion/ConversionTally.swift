// SPDX-License-Identifier: Apache-2.0
package import MIME

/// Counts what became of messages and files. Tallies of parts of a store merge into that of the whole.
package struct ConversionTally: ConversionObserver, Sendable {
  /// Messages and their octets before and after.
  package struct Sizes: Equatable, Sendable {
    package var messages = 0
    package var before = 0
    package var after = 0

    mutating func add(_ other: Sizes) {
      messages += other.messages
      before += other.before
      after += other.after
    }
  }

  package private(set) var byOutcome: [MessageResult.Outcome: Sizes] = [:]
  /// Messages that stay as they are, by the name of the reason.
  package private(set) var byReason: [String: Sizes] = [:]
  /// Those of them that might have been converted.
  package private(set) var refusedByReason = Sizes()
  package private(set) var refusedParts: [ConversionReason: Int] = [:]
  package private(set) var convertedParts = 0
  /// Converted messages whose line ends became CRLF.
  package private(set) var wireForms = 0
  /// Converted messages whose signatures verify only after they are restored.
  package private(set) var brokenSignatures = 0
  package private(set) var files: [FileOutcome: Sizes] = [:]

  package init() {}

  package mutating func note(_ message: MessageResult) {
    let sizes = Sizes(messages: 1, before: message.before, after: message.after)
    byOutcome[message.outcome, default: Sizes()].add(sizes)
    if let reason = message.reason {
      byReason[reason, default: Sizes()].add(sizes)
      if message.outcome == .refused { refusedByReason.add(sizes) }
    }
    for (reason, count) in message.refusedParts { refusedParts[reason, default: 0] += count }
    convertedParts += message.convertedParts
    if message.breaksSignature { brokenSignatures += 1 }
    if message.makesWireForm, message.outcome == .converted { wireForms += 1 }
  }

  package mutating func note(_ file: FileOutcome, octets: Int) {
    files[file, default: Sizes()].add(Sizes(messages: 1, before: octets, after: octets))
  }

  /// Adds what was counted elsewhere.
  package mutating func merge(_ other: ConversionTally) {
    byOutcome.merge(other.byOutcome, uniquingKeysWith: Self.sum)
    byReason.merge(other.byReason, uniquingKeysWith: Self.sum)
    refusedParts.merge(other.refusedParts, uniquingKeysWith: +)
    files.merge(other.files, uniquingKeysWith: Self.sum)
    refusedByReason.add(other.refusedByReason)
    convertedParts += other.convertedParts
    wireForms += other.wireForms
    brokenSignatures += other.brokenSignatures
  }

  private static func sum(_ one: Sizes, _ other: Sizes) -> Sizes {
    var sum = one
    sum.add(other)
    return sum
  }

  package func sizes(_ outcome: MessageResult.Outcome) -> Sizes { byOutcome[outcome] ?? Sizes() }

  package func count(_ file: FileOutcome) -> Int { files[file]?.messages ?? 0 }

  /// All messages.
  package var total: Sizes { byOutcome.values.reduce(Sizes(), Self.sum) }
}
