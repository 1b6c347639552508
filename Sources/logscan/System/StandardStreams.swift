// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources
import Reports
import SystemCalls

/// Results. A reader that went away is not an error: the program ends without a word.
enum StandardOutput {
  static func write(_ text: String) { write(Array(text.utf8)) }

  static func write(_ octets: [UInt8]) { write(octets.span) }

  static func write(_ octets: Span<UInt8>) {
    do throws(Failure) { try put(octets) } catch {
      StandardError.write(error)
      exit(error.status.rawValue)
    }
  }

  /// Writes; what fails is left to the caller.
  static func put(_ octets: Span<UInt8>) throws(Failure) {
    if let error = Descriptor.writeAll(octets, to: STDOUT_FILENO) { throw failure(error) }
  }

  /// Sees to it that what was written is on its medium, where it has one.
  static func flush() throws(Failure) {
    // Pipes, terminals and sockets have none.
    if fsync(STDOUT_FILENO) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP {
      throw failure(SystemError(number: errno))
    }
  }

  private static func failure(_ error: SystemError) -> Failure {
    Failure(
      error.number == EPIPE ? .closedPipe : .incomplete, "cannot write to standard output",
      why: error.description)
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// Everything that is not a result.
enum StandardError {
  /// Errors of writing here have nowhere to go.
  static func write(_ text: String) {
    _ = Descriptor.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Says what went wrong. Whoever closed a pipe knows it.
  static func write(_ failure: Failure) {
    if failure.status != .closedPipe { write(failure.message) }
  }

  /// Says a line. It may name files and quote what is in them: nothing in it is an order to a terminal.
  static func say(_ text: String) { write("logscan: \(DisplayWidth.printable(text))\n") }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
