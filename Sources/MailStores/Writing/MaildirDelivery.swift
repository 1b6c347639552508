// SPDX-License-Identifier: Apache-2.0

/// A Maildir that the messages of mailboxes are delivered into, one file each: written in `tmp`, moved to `new`.
package struct MaildirDelivery: Sendable {
  let path: [UInt8]
  /// Whether it was made for this run, so that nobody looks for messages there before it is over.
  private(set) var isNew = false

  /// Why a directory cannot take messages.
  package enum Problem: Error, Equatable, Sendable {
    /// It holds something, and is not a Maildir.
    case notAMaildir
    case failure(StoreFailure)
  }

  /// Makes the Maildir if there is none, and removes what killed runs left in its `tmp`.
  package init(path: String, isDryRun: Bool) throws(Problem) {
    let path = Array((path.hasSuffix("/") ? path : path + "/").utf8)
    self.path = path
    guard !isDryRun else { return }
    var isUsable = true
    do throws(StoreFailure) {
      try StoreDirectory.make(path)
      if StoreFolder.kind(of: path + Array("new/".utf8)) != .messages {
        // A run that broke off may have made some of the three directories.
        let parts = ["tmp", "new", "cur"].map { Array($0.utf8) }
        isUsable = try StoreDirectory(path).isEmpty(butFor: Set(parts))
        isNew = isUsable
        for part in parts where isUsable {
          try StoreDirectory.make(path + part + Array("/".utf8))
        }
      }
      if isUsable { _ = try StoreDirectory(path + Array("tmp/".utf8)).removeStaleFiles() }
    } catch {
      throw .failure(error)
    }
    if !isUsable { throw .notAMaildir }
  }

  /// Waits until the messages are on the disk, where that was not done one by one.
  package func finish() throws(StoreFailure) {
    if isNew { try StoreDirectory(path).synchronizeAll() }
  }

  /// The name of a message: the same for the same message of the same mailbox, so that a second run finds it.
  ///
  /// `SECONDS.MnumberQhash.logscan,S=octets`: when the mailbox was changed last, the message's number, a hash of the
  /// mailbox's name (FNV-1a) and the size, as Dovecot and Courier put it into names.
  static func name(mailbox: [UInt8], changed seconds: Int, number: Int, size: Int) -> [UInt8] {
    var hash: UInt32 = 2_166_136_261
    for octet in mailbox { hash = (hash ^ UInt32(octet)) &* 16_777_619 }
    return Array("\(seconds).M\(number)Q\(String(hash, radix: 16)).logscan,S=\(size)".utf8)
  }
}
