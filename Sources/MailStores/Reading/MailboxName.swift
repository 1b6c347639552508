// SPDX-License-Identifier: Apache-2.0

/// What a file's path says about the mail in it.
package struct MailboxName: Equatable, Sendable {
  /// The mailbox that its messages are counted under: the file of an mbox, the folder of a Maildir, else the directory.
  package let mailbox: String
  /// Whether the file is still being delivered: it lies in a Maildir's `tmp`, from which readers must keep away.
  package let isUnfinished: Bool

  /// - Parameter beginsWithEnvelope: whether the file begins with a `From ` line.
  package init(path: String, beginsWithEnvelope: Bool) {
    let components = path.split(separator: "/", omittingEmptySubsequences: false)
    let name = components.last ?? ""
    let directory = components.dropLast()
    let folder = directory.last ?? ""
    isUnfinished =
      folder == "tmp" && name.contains(".") && directory.count > 1 && !name.contains("eml")
    if folder == "cur" || folder == "new" {
      mailbox = Self.joined(directory.dropLast())
    } else if Self.isMailboxFile(name, beginsWithEnvelope: beginsWithEnvelope) {
      mailbox = path
    } else {
      mailbox = Self.joined(directory)
    }
  }

  private static func joined(_ components: ArraySlice<Substring>) -> String {
    components.isEmpty ? "." : components.joined(separator: "/")
  }

  /// Mailboxes of many programs have names without a dot: `Inbox`, `Sent`.
  private static func isMailboxFile(_ name: Substring, beginsWithEnvelope: Bool) -> Bool {
    saysMailbox(name) || beginsWithEnvelope && !name.contains(".")
  }

  /// Whether a file is an mbox by its name, even if it holds one message only.
  static func saysMailbox(_ name: Substring) -> Bool { name.lowercased().contains("mbox") }
}
