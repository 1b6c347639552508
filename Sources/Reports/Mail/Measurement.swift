// SPDX-License-Identifier: Apache-2.0
package import MIME

/// What a run of `mime measure` found.
package struct Measurement: Equatable, Sendable {
  package var tally: CorpusTally
  package var coverage: MailCoverage
  /// Nil where it was not asked for.
  package var deflated: DeflatedSizes?

  package init(
    tally: CorpusTally = CorpusTally(), coverage: MailCoverage = MailCoverage(),
    deflated: DeflatedSizes? = nil
  ) {
    self.tally = tally
    self.coverage = coverage
    self.deflated = deflated
  }

  /// Adds what another run found. What deflate leaves is known of the sum only if it is known of both.
  package mutating func merge(_ other: Measurement) {
    tally.merge(other.tally)
    coverage.merge(other.coverage)
    if let more = other.deflated { deflated?.merge(more) } else { deflated = nil }
  }

  /// The largest count up to which another measurement can be added; several counts are added up to one number.
  private static let limit = 1 << 59

  /// Whether a measurement that was read from a file can be added without any count getting too large. No row of a
  /// table counts more than the total.
  package var canGrow: Bool {
    MeasurementJSON.sizeFields.allSatisfy { tally.total[keyPath: $0.path] <= Self.limit }
      && MailCoverage.fields.allSatisfy { coverage[keyPath: $0.path] <= Self.limit }
      && DeflatedSizes.fields.allSatisfy { (deflated?[keyPath: $0.path] ?? 0) <= Self.limit }
  }
}

/// What of the input was read.
package struct MailCoverage: Equatable, Sendable {
  /// Files in which messages were found, those among them that could not be read to their end included.
  package var files = 0
  /// Octets read, decompressed. Of a file that holds no mail only the beginning is read.
  package var octets = 0
  /// Files that hold no mail.
  package var notMail = 0
  /// Files without octets.
  package var empty = 0
  /// Inputs that could not be read, or not to their end; counted neither as empty nor as no mail.
  package var unreadable = 0
  /// Directory entries passed over: links, FIFOs, sockets, devices, mail still being delivered.
  package var skipped = 0

  package init() {}

  package mutating func merge(_ other: MailCoverage) {
    files += other.files
    octets += other.octets
    notMail += other.notMail
    empty += other.empty
    unreadable += other.unreadable
    skipped += other.skipped
  }
}

/// What deflate (RFC 1951) leaves of encoded leaves, each compressed by itself, before and after decoding.
package struct DeflatedSizes: Equatable, Sendable {
  package var leaves = 0
  package var encoded = 0
  package var decoded = 0
  package var deflatedEncoded = 0
  package var deflatedDecoded = 0

  package init(
    leaves: Int = 0, encoded: Int = 0, decoded: Int = 0, deflatedEncoded: Int = 0,
    deflatedDecoded: Int = 0
  ) {
    self.leaves = leaves
    self.encoded = encoded
    self.decoded = decoded
    self.deflatedEncoded = deflatedEncoded
    self.deflatedDecoded = deflatedDecoded
  }

  package mutating func merge(_ other: DeflatedSizes) {
    leaves += other.leaves
    encoded += other.encoded
    decoded += other.decoded
    deflatedEncoded += other.deflatedEncoded
    deflatedDecoded += other.deflatedDecoded
  }
}
