// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources
import Reports

/// Results. A reader that went away is no error: the program ends without a word.
enum StandardOutput {
  static func write(_ text: String) { write(Array(text.utf8)) }

  static func write(_ octets: [UInt8]) { write(octets.span) }

  static func write(_ octets: Span<UInt8>) {
    guard let error = Descriptor.writeAll(octets, to: STDOUT_FILENO) else { return }
    if error.number == EPIPE { exit(ExitStatus.closedPipe.rawValue) }
    StandardError.write(
      Failure(
        .incomplete, "cannot write to standard output", why: error.description
      ).message)
    exit(ExitStatus.incomplete.rawValue)
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// Everything that is not a result.
enum StandardError {
  /// Errors of writing here have nowhere to go.
  static func write(_ text: String) {
    _ = Descriptor.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Says a line. It may name files and quote what is in them: nothing in it is an order to a terminal.
  static func say(_ text: String) { write("logscan: \(DisplayWidth.printable(text))\n") }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
