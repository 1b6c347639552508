// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources

enum Descriptor {
  /// Writes all octets; gives the error of the write that failed, nil if none did.
  static func writeAll(_ octets: [UInt8], to descriptor: Int32) -> SystemError? {
    writeAll(octets.span, to: descriptor)
  }

  static func writeAll(_ octets: Span<UInt8>, to descriptor: Int32) -> SystemError? {
    unsafe octets.withUnsafeBytes { buffer -> SystemError? in
      var written = 0
      while written < buffer.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        let step = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        if step >= 0 {
          written += step
        } else if errno != EINTR {
          return SystemError(number: errno)
        }
      }
      return nil
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
