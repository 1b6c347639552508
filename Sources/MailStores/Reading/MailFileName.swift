// SPDX-License-Identifier: Apache-2.0

/// What a path says about whether there is mail in the file.
struct MailFileName {
  /// Whether it stands where mail stands, or is called like mail.
  let saysMail: Bool
  /// Whether it is one of the files that mail stores keep beside their mail.
  let isStoreFile: Bool

  private static let endings = ["eml", "msg", "mbox", "mbx", "mail", "emlx"]
  /// Of Dovecot, Courier and Maildir++.
  private static let storeFiles = [
    "dovecot", "courier", "maildirsize", "maildirfolder", "subscriptions",
  ]

  init(_ path: String) {
    let components = path.split(separator: "/", omittingEmptySubsequences: true)
    let name = components.last ?? ""
    let folder = components.dropLast().last ?? ""
    var endings = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    if let last = endings.last, ["gz", "zst"].contains(last) { endings.removeLast() }
    saysMail =
      folder == "cur" || folder == "new" || MailboxName.saysMailbox(name)
      || Self.endings.contains(endings.last?.lowercased() ?? "")
    isStoreFile = Self.storeFiles.contains { name.hasPrefix($0) }
  }
}
