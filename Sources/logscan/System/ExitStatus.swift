// SPDX-License-Identifier: Apache-2.0
import Reports

/// What the program's exit status says.
enum ExitStatus: Int32 {
  case complete = 0
  /// There is something that '--fail-on' asks for, as with grep and diff a matter of success.
  case found = 1
  case usage = 2
  /// Some input could not be read, or was cut off, or a result could not be written.
  case incomplete = 3
  /// There was input, but no record in it that this program knows.
  case nothingRecognised = 4
  case interrupted = 130
  case closedPipe = 141
}

/// Why the program cannot go on: what happened, why, and what to try.
struct Failure: Error {
  var status: ExitStatus
  /// What, with the place: `cannot read /var/log/smtp`.
  var what: String
  var why: String?
  var remedy: String?

  init(_ status: ExitStatus, _ what: String, why: String? = nil, remedy: String? = nil) {
    self.status = status
    self.what = what
    self.why = why
    self.remedy = remedy
  }

  /// The lines for standard error. They name files and quote what is in them: nothing in them is an order to a terminal.
  var message: String {
    var text = "logscan: \(what)"
    if let why { text += ": \(why)" }
    if let remedy { text += "\n  try: \(remedy)" }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { DisplayWidth.printable(String($0)) + "\n" }.joined()
  }
}
