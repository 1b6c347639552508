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
}
