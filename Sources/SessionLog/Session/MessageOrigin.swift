// SPDX-License-Identifier: Apache-2.0

/// Source files of the MTA by what their messages can be about.
package enum MessageOrigin: UInt8, CaseIterable, Sendable {
  /// `Session.cpp`, `smtp.cpp`, `Message*.cpp`: the receiving server.
  case server
  /// `snd.cpp`, `Send.cpp`: the sending client.
  case client
  /// `TLS-OpenSSL.cpp`, `POSIX.cpp`, `Sock*.cpp`, `DNS*.cpp`: both.
  case shared
  /// A file that this dialect does not know.
  case unknown
}
