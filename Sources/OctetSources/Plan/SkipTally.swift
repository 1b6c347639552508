// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Why a directory entry is not read although nothing is wrong with it.
package enum SkipReason: Int, CaseIterable, Sendable {
  /// A WARNING, ERROR or FATAL file whose INFO file is read.
  case twin
  /// A symbolic link in a directory: `smtp.INFO` and its like lead to files that are read anyway.
  case symbolicLink
  /// A name that begins with a dot.
  case hidden
  /// A FIFO, socket or device in a directory.
  case notAFile
  /// A file or directory that was already named in another way.
  case sameFile
  /// Mail that is still being delivered: a file in the `tmp` of a Maildir.
  case unfinished
  /// A directory of the kernel's own (`/proc`, `/sys`), whose files are not files and may never end.
  case kernelDirectory
}

/// How many entries were skipped for each reason, with one example each.
package struct SkipTally: Equatable, Sendable {
  private var counts = [Int](repeating: 0, count: SkipReason.allCases.count)
  private var examples = [[UInt8]](repeating: [], count: SkipReason.allCases.count)

  package init() {}

  /// Entries that were skipped for a reason.
  package subscript(reason: SkipReason) -> Int { counts[reason.rawValue] }

  /// All of them.
  package var total: Int { counts.reduce(0, +) }

  /// Of all paths skipped for a reason the first one by its octets.
  package func example(of reason: SkipReason) -> String? {
    let path = examples[reason.rawValue]
    return path.isEmpty ? nil : PathText.of(path)
  }

  /// Counts an entry of a directory, whose path ends in a slash or is empty.
  mutating func add(_ reason: SkipReason, directory: [UInt8], name: borrowing Span<UInt8>) {
    counts[reason.rawValue] += 1
    let known = examples[reason.rawValue]
    guard known.isEmpty || Self.path(directory, name, precedes: known) else { return }
    var path = directory
    path.append(name)
    examples[reason.rawValue] = path
  }

  /// Compares without joining the two: there may be hundred thousands of twins.
  private static func path(
    _ directory: [UInt8], _ name: borrowing Span<UInt8>, precedes known: [UInt8]
  ) -> Bool {
    for index in known.indices {
      let octet: UInt8
      if index < directory.count {
        octet = directory[index]
      } else if index - directory.count < name.count {
        octet = name[index - directory.count]
      } else {
        return true
      }
      if octet != known[index] { return octet < known[index] }
    }
    return false
  }
}
