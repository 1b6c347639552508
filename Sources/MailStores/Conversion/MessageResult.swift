// SPDX-License-Identifier: Apache-2.0
package import MIME

/// What became of one message.
package struct MessageResult: Sendable {
  package enum Outcome: String, CaseIterable, Sendable {
    /// It is in another form now, which restores to the original octets: that was tried.
    case converted
    /// It has its original octets back.
    case restored
    /// There was nothing to do.
    case kept
    /// It stays as it is although something in it might have been converted.
    case refused
    /// It holds a recipe that cannot be followed, and stays as it is.
    case unfit
    /// What was written did not lead back to the original; it was thrown away. An error of this program.
    case fault
  }

  /// Why a mail store, not the message itself, stands against a conversion.
  package enum StoreReason: String, CaseIterable, Sendable {
    /// An mbox cannot hold raw octets: lines of them could begin with `From `, and readers end it where they see fit.
    case binaryMailbox = "binary-mailbox"
    /// The message lies in an mbox and has a Content-Length, which would be wrong afterwards.
    case contentLength = "content-length"
    /// The file begins with a `From ` line, or is called like an mbox, and its new form would be read as several messages.
    case wouldSplit = "would-split"
    /// The signatures did not verify before the conversion, so that it cannot be known whether they do after it.
    case unverifiedSignature = "unverified-signature"
    /// The file has other names (hard links), which would keep the old form: two files would take more room than one.
    case hardLinked = "hard-linked"
  }

  package var outcome: Outcome
  /// The stable name of the reason why the whole message stays as it is, or of what does not fit; nil if there is none.
  package var reason: String?
  /// For people: what exactly went wrong, or what a signature has to do with it.
  package var detail: String?
  /// Number of the message in its file, from 1, and where it begins.
  package var number = 1
  package var offset = 0
  /// Octets of the message, and what became of them.
  package var before: Int
  package var after: Int
  /// Parts whose body was recoded.
  package var convertedParts = 0
  /// Parts that stay as they are, by reason, in the order of the reasons.
  package var refusedParts: [(reason: ConversionReason, count: Int)] = []
  /// Whether a message stored with LF has CRLF in its new form.
  package var makesWireForm = false
  /// Whether a DKIM or ARC signature does not verify until the message is restored.
  package var breaksSignature = false

  package init(_ outcome: Outcome, before: Int, after: Int? = nil) {
    self.outcome = outcome
    self.before = before
    self.after = after ?? before
  }
}

/// What became of one file besides its messages.
package enum FileOutcome: Int, CaseIterable, Sendable {
  /// It holds mail.
  case mail
  /// It is not mail.
  case notMail
  case empty
  /// It is compressed: what is in it is not looked at.
  case compressed
  /// It is still being delivered, in a Maildir's `tmp`, or it is a lock.
  case unfinished
  /// A temporary file of a run that was killed, removed now.
  case leftover
  /// A temporary file of a run that goes on, or of another machine.
  case temporary
}

/// Receives what becomes of messages and files.
package protocol ConversionObserver {
  mutating func note(_ message: MessageResult)
  mutating func note(_ file: FileOutcome, octets: Int)
}
