// SPDX-License-Identifier: Apache-2.0

/// One message of Exim's log, in all its historic wordings: how it is recognised and what it says.
///
/// One pattern is one file in `Patterns/` and one line in `EximCatalogue.patterns`.
protocol EximPattern: Sendable {
  /// Stable name, used in documents and by `--explain`.
  static var name: String { get }
  /// One sentence for the generated list of messages.
  static var meaning: String { get }
  /// Where the openings stand.
  static var place: EximPlace { get }
  /// The literal texts that messages of this pattern begin with at their place. An empty one means
  /// that the pattern is tried on every message that no other pattern takes.
  static var openings: [StaticString] { get }
  /// Real texts with what each says; every wording has at least one.
  static var samples: [EximSample] { get }
  /// Reads the message on from the opening and says in `statement` what it means; false when this
  /// is not the pattern's message after all.
  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool
}

/// Where in a line the words stand by which a pattern knows its message.
enum EximPlace: Sendable {
  /// Behind the header.
  case start
  /// Behind `H=host` and its items.
  case behindHost
}

/// A sample of a pattern: what stands behind a line's header, and what it says, as
/// `EximStatement.summary` writes it.
struct EximSample: Sendable {
  var text: String
  var hasID: Bool
  /// Versions that wrote this wording, for the generated list ("4.90–").
  var versions: String
  var summary: String

  init(_ text: String, id hasID: Bool = false, versions: String = "4.80–", gives summary: String) {
    self.text = text
    self.hasID = hasID
    self.versions = versions
    self.summary = summary
  }
}
