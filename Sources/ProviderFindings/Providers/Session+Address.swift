// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import SessionLog

extension Session {
  /// The peer's IP address in the one form of RFC 5952 section 4, an IPv4-mapped one as the IPv4 address that it is; what is
  /// logged in its place where that is not an address, and nothing where nothing is logged.
  package var address: String { Session.address(text[peerAddress.indices]) }

  /// Octets kept of what should be an address.
  private static let addressLimit = 64

  static func address(_ logged: some Collection<UInt8>) -> String {
    IPAddress(logged)?.description ?? String(decoding: logged.prefix(addressLimit), as: UTF8.self)
  }
}
