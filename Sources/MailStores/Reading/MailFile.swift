// SPDX-License-Identifier: Apache-2.0
package import OctetSources

/// What reading one file showed.
package struct MailFile: Sendable {
  /// Octets read, decompressed.
  package internal(set) var octets = 0
  /// Whether it is mail by `MailRecognition`; false where nothing could be read.
  package internal(set) var isMail = false
  /// Why it could not be read, or not to its end.
  package internal(set) var failure: InputFailure?
}
