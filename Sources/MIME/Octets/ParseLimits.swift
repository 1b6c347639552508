// SPDX-License-Identifier: Apache-2.0

/// How far the scanner follows a message. Reaching a limit is a `Defect` with its place; the octets beyond it are
/// still delivered and counted, only no longer interpreted. The limits keep memory bounded and time linear whatever the
/// input. `Int.max` means no limit.
public struct ParseLimits: Hashable, Sendable {
  /// Entities nested in one another. Real mail stays under 20; 256 is what the deepest known readers follow. A deeper
  /// multipart or message is delivered as one opaque leaf. Attack: stacks overflow on nesting (CVE-2020-12100).
  public var depth = 256
  /// Entities of one message. Beyond it everything is delivered as `EntityEvent.unparsed`. Attack: half a million
  /// empty parts cost other readers minutes and gigabytes.
  public var parts = 1_000_000
  /// Octets of one header section that are interpreted. Attack: header sections without end (CVE-2024-23185).
  public var headerOctets = 16 << 20
  /// Octets kept of one header field that the scanner must understand (Content-Type and the like). Longer ones are
  /// understood from their beginning.
  public var fieldOctets = 64 << 10
  /// Octets within which a line must show what it is: the colon of a header field, a whole delimiter line. RFC 2046
  /// section 5.1.1 allows boundaries of 70 octets, RFC 5322 section 2.1.1 lines of 998. At least `minimumLineOctets`.
  public var lineOctets = 4096
  /// Parameters read from one field. Attack: RFC 2231 continuations by the thousand (CVE-2026-27859).
  public var parameters = 256

  /// The longest delimiter line that RFC 2046 section 5.1.1 allows: `--`, 70 octets, `--`, CRLF.
  public static let minimumLineOctets = 76

  /// Limits that no known genuine message reaches.
  public static let standard = ParseLimits()

  /// The standard limits, for the caller to change.
  public init() {}

  /// Whether a scanner can work within them.
  var areUsable: Bool {
    lineOctets >= ParseLimits.minimumLineOctets
      && min(depth, parts, headerOctets, fieldOctets, parameters) >= 0
  }
}
