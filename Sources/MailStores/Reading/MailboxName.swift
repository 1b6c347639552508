// SPDX-License-Identifier: Apache-2.0

/// The mailbox that the messages of a file are counted under.
package enum MailboxName {
  /// The file of an mbox, the folder of a Maildir, else the directory.
  ///
  /// - Parameter isMailbox: whether the file is an mbox: it begins with a `From ` line and holds more than one message.
  package static func of(path: String, isMailbox: Bool) -> String {
    let (directory, name) = split(path[...])
    guard let directory else { return isMailbox || saysMailbox(name) ? path : "." }
    let (parent, folder) = split(directory)
    if folder == "cur" || folder == "new" { return String(parent ?? ".") }
    return isMailbox || saysMailbox(name) ? path : String(directory)
  }

  /// Whether the name alone of a file that begins with a `From ` line makes it a mailbox, even if it holds one message only:
  /// mailboxes of many programs have names without a dot, such as `Inbox`.
  package static func nameMakesMailbox(_ path: String) -> Bool {
    let name = split(path[...]).name
    return saysMailbox(name) || !name.utf8.contains(UInt8(ascii: "."))
  }

  /// The part of a path before its last slash, nil if it has none, and the part behind it.
  static func split(_ path: Substring) -> (directory: Substring?, name: Substring) {
    let octets = path.utf8Span.span
    var start = octets.count
    while start > 0, octets[start - 1] != UInt8(ascii: "/") { start -= 1 }
    guard start > 0 else { return (nil, path) }
    let name = path.utf8.index(path.startIndex, offsetBy: start)
    return (path[..<path.utf8.index(before: name)], path[name...])
  }

  /// Whether a name is that of an mbox, even if it holds one message only. By octets, since this is asked about every file.
  static func saysMailbox(_ name: Substring) -> Bool {
    let mbox: UInt32 = 0x6D62_6F78
    var last: UInt32 = 0
    let octets = name.utf8Span.span
    for index in octets.indices {
      last = last << 8 | UInt32(octets[index] | 0x20)
      if last == mbox { return true }
    }
    return false
  }
}
