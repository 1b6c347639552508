// SPDX-License-Identifier: Apache-2.0

/// One log message of the MTA, in all its historic wordings: how it is recognised and what it says.
///
/// One pattern is one file in `Patterns/` and one line in `MessageCatalogue.patterns`.
package protocol MessagePattern: Sendable {
  /// Stable name, used in documents and by `--explain`.
  static var name: String { get }
  /// One sentence for the generated list of messages.
  static var meaning: String { get }
  /// The literal texts with which messages of this pattern begin; the catalogue's dispatch uses
  /// them, so each must be a true prefix (leading blanks of the message included). An empty
  /// literal means that the pattern is tried on every message that no other pattern takes.
  static var openings: [StaticString] { get }
  /// Real texts with the event each gives; every wording has at least one.
  static var samples: [MessageSample] { get }
  /// The event of `message`, or nil when this is not the pattern's message after all.
  /// Ranges of the event are relative to the first octet of `message`.
  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent?
}

/// What a pattern may look at besides the text.
package struct MessageContext: Equatable, Sendable {
  package var severity: Severity
  /// The program's source file that logged the message.
  package var origin: MessageOrigin

  package init(severity: Severity, origin: MessageOrigin) {
    self.severity = severity
    self.origin = origin
  }
}

/// A sample of a pattern: a message as logged and the event that it must give, written with the
/// expected texts of the event's ranges (in order), since ranges themselves are unreadable.
package struct MessageSample: Sendable {
  package var text: String
  package var origin: MessageOrigin
  package var severity: Severity
  /// Years in which builds wrote this wording, for the generated list ("2017–").
  package var period: String
  /// Name of the event's case, such as `greeting`.
  package var event: String
  /// Texts of the event's ranges, in the order of the case's parameters.
  package var texts: [String]

  package init(
    _ text: String, _ origin: MessageOrigin = .server, _ severity: Severity = .info,
    period: String, gives event: String, _ texts: String...
  ) {
    self.text = text
    self.origin = origin
    self.severity = severity
    self.period = period
    self.event = event
    self.texts = texts
  }
}
