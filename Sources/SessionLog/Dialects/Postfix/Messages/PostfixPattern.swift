// SPDX-License-Identifier: Apache-2.0

/// One message of Postfix, in all its wordings since 2.3: how it is recognised and what it says.
///
/// One pattern is one file in `Patterns/` and one line in `PostfixCatalogue.patterns`.
package protocol PostfixPattern: Sendable {
  /// Stable name, used in documents.
  static var name: String { get }
  /// One sentence for the generated list of messages.
  static var meaning: String { get }
  /// The literal texts with which messages of this pattern begin, behind severity and queue id. An
  /// empty one means that the pattern is tried on every message that no other pattern takes.
  static var openings: [StaticString] { get }
  /// Real texts with the event each gives; every wording has at least one.
  static var samples: [PostfixSample] { get }
  /// The event of a text, or nil when this is not the pattern's message after all.
  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent?
}

/// What a pattern may look at besides the text.
package struct PostfixContext: Equatable, Sendable {
  package var daemon: PostfixDaemon
  package var severity: PostfixSeverity
  /// A queue id stood before the text.
  package var hasQueueID: Bool

  package init(daemon: PostfixDaemon, severity: PostfixSeverity, hasQueueID: Bool) {
    self.daemon = daemon
    self.severity = severity
    self.hasQueueID = hasQueueID
  }
}

/// A sample of a pattern: a whole message as logged, the daemon that logs it, and the event it must
/// give, with the texts of the event's ranges in order.
package struct PostfixSample: Sendable {
  package var message: String
  package var daemon: PostfixDaemon
  /// Releases that write this wording ("3.0–").
  package var releases: String
  /// Name of the event's case.
  package var event: String
  package var texts: [String]

  package init(
    _ message: String, from daemon: PostfixDaemon, releases: String = "2.3–", gives event: String,
    _ texts: String...
  ) {
    self.message = message
    self.daemon = daemon
    self.releases = releases
    self.event = event
    self.texts = texts
  }
}
