// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources
import SystemCalls

enum Descriptor {
  /// Writes all octets; gives the error of the write that failed, nil if none did.
  static func writeAll(_ octets: [UInt8], to descriptor: Int32) -> SystemError? {
    writeAll(octets.span, to: descriptor)
  }

  static func writeAll(_ octets: Span<UInt8>, to descriptor: Int32) -> SystemError? {
    do throws(SystemError) {
      try Kernel.write(octets, to: descriptor)
      return nil
    } catch {
      return error
    }
  }

  /// Fills the places of standard streams that are closed: else the next file that is opened would get one, and results
  /// or messages would be written into it. What is written to such a place fails, as it does where it is closed.
  static func occupyStandardStreams() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is given.
      let flags = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY
      guard unsafe open("/dev/null", flags) == descriptor else { return }
    }
  }
}
