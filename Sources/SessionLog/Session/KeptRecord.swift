// SPDX-License-Identifier: Apache-2.0

/// One record of a session, kept word for word for its transcript. Both ranges are of the session's
/// `recordText`; those of `event` are relative to the first octet of `message`.
package struct KeptRecord: Equatable, Sendable {
  package var time: LogTimestamp
  package var severity: Severity
  package var origin: MessageOrigin
  package var record: TextRange
  package var message: TextRange
  package var event: SessionEvent
}
