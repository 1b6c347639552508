// SPDX-License-Identifier: Apache-2.0

/// The mailbox that the messages of a file are counted under.
package enum MailboxName {
  /// The file of an mbox, the folder of a Maildir, else the directory.
  ///
  /// - Parameter isMailbox: whether the file is an mbox: it begins with a `From ` line and holds more than one message.
  package static func of(path: String, isMailbox: Bool) -> String {
    let components = path.split(separator: "/", omittingEmptySubsequences: false)
    let directory = components.dropLast()
    let folder = directory.last ?? ""
    if folder == "cur" || folder == "new" { return joined(directory.dropLast()) }
    if isMailbox || saysMailbox(components.last ?? "") { return path }
    return joined(directory)
  }

  /// Whether the name alone of a file that begins with a `From ` line makes it a mailbox, even if it holds one message only:
  /// mailboxes of many programs have names without a dot, such as `Inbox`.
  package static func nameMakesMailbox(_ path: String) -> Bool {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return saysMailbox(name) || !name.contains(".")
  }

  private static func joined(_ components: ArraySlice<Substring>) -> String {
    components.isEmpty ? "." : components.joined(separator: "/")
  }

  /// Whether a file is an mbox by its name, even if it holds one message only.
  static func saysMailbox(_ name: Substring) -> Bool { name.lowercased().contains("mbox") }
}
