// SPDX-License-Identifier: Apache-2.0
package import OctetSources
package import SystemCalls

/// Why a mail store could not be changed. What it held before is still there.
package enum StoreFailure: Error, Equatable, Sendable {
  /// The input cannot be read, or not as far as its end.
  case unreadable(String, InputFailure)
  /// A call of the kernel failed: the path that it was about.
  case cannotRead(String, SystemError)
  case cannotWrite(String, SystemError)
  case cannotReplace(String, SystemError)
  /// The new file could not be given the owner, group, mode, access list or attributes of the old one.
  case cannotKeepFacts(String, SystemError)
  /// Another program put a file in the place of the one that was read, in the moment before it was replaced, and that file
  /// could not be put back: its path and where it is now.
  case displaced(String, now: String)
  /// Another program has locked the mailbox and did not let go.
  case locked(String)
  /// The file is done, and its lock file is still there, which keeps other programs from it.
  case lockLeft(String, SystemError)
  /// Another run of this program is changing the store.
  case inUse(String)
  /// Another program changed, moved or removed the file after it was read.
  case changedMeanwhile(String)
  /// A file of that name with other content is there already.
  case exists(String)
  /// A mailbox of several messages is to become binary, which it cannot hold.
  case mailboxNotBinary(String)
  /// The new form of a mailbox would be read as another number of messages.
  case otherMessages(String, before: Int, after: Int)
  /// The user asked to stop.
  case interrupted

  /// Whether every further file of this run would fail the same way: the disk is full or cannot be written to.
  package var endsTheRun: Bool {
    switch self {
    case .cannotWrite(_, let error), .cannotReplace(_, let error), .cannotKeepFacts(_, let error):
      error.isAboutTheDisk
    case .interrupted: true
    case .unreadable, .cannotRead, .displaced, .locked, .lockLeft, .inUse, .changedMeanwhile,
      .exists,
      .mailboxNotBinary, .otherMessages:
      false
    }
  }
}

extension StoreFailure: CustomStringConvertible {
  /// What is wrong, with the path.
  package var description: String {
    switch self {
    case .unreadable(let path, let failure): "\(path): \(failure)"
    case .cannotRead(let path, let error): "\(path): cannot be read: \(error)"
    case .cannotWrite(let path, let error): "\(path): cannot be written: \(error)"
    case .cannotReplace(let path, let error): "\(path): cannot be replaced: \(error)"
    case .cannotKeepFacts(let path, let error):
      "\(path): left alone, since its owner, mode or attributes could not be kept: \(error)"
    case .displaced(let path, let now):
      "\(path): replaced by another program meanwhile; what that one put there is now \(now)"
    case .locked(let path): "\(path): locked by another program"
    case .lockLeft(let path, let error):
      "\(path): the mailbox is done, but this lock file cannot be removed: \(error)"
    case .inUse(let path): "\(path): another run of logscan is changing it"
    case .changedMeanwhile(let path):
      "\(path): changed, moved or removed by another program meanwhile, left alone"
    case .exists(let path): "\(path): exists already, with other content"
    case .mailboxNotBinary(let path): "\(path) is an mbox, which cannot hold binary messages"
    case .otherMessages(let path, let before, let after):
      "\(path): left alone, since its new form would be read as \(after) messages, not \(before)"
    case .interrupted: "interrupted"
    }
  }

  /// What to try; nil where there is nothing to say.
  package var remedy: String? {
    switch self {
    case .unreadable(let path, let failure):
      failure.remedy(path: path, command: "logscan mime convert")
    case .locked, .inUse: "the same command again when the other program is done"
    case .lockLeft(let path, _): "rm \(path), without which no other program takes the mailbox"
    case .changedMeanwhile: "the same command again"
    case .exists: "another destination, or the same one without that file"
    case .cannotKeepFacts: "the owner of the file, or the superuser"
    case .displaced(let path, let now): "mv \(now) \(path).saved"
    case .mailboxNotBinary: "--to 8bit or 7bit"
    case .cannotWrite(_, let error), .cannotReplace(_, let error):
      error.isFullDisk ? "the same command again when there is room" : nil
    case .cannotRead, .otherMessages, .interrupted: nil
    }
  }
}
