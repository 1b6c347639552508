// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Why a state cannot be used. Nothing in it was changed.
package enum HistoryFailure: Error, Equatable, Sendable {
  /// The file is there and was not made by this program.
  case foreign
  /// A later version of this program made it.
  case laterVersion(Int)
  /// Another run is at work on it.
  case busy
  /// SQLite says that it is damaged, or something in it cannot be read.
  case damaged(String)
  /// It cannot be opened, read or written.
  case system(String)
}

extension HistoryFailure: CustomStringConvertible {
  /// The end of a sentence that begins with the file's name.
  package var description: String {
    switch self {
    case .foreign: "is not a state of logscan; it stays as it is"
    case .laterVersion(let version):
      "has version \(version) of the state, which this version of logscan does not know"
    case .busy: "is in use by another run of logscan"
    case .damaged(let reason): "is damaged: \(reason)"
    case .system(let reason): "cannot be used: \(reason)"
    }
  }

  init(_ defect: CodingDefect, in what: String) {
    self = .damaged("\(what) \(defect)")
  }
}
