// SPDX-License-Identifier: Apache-2.0

/// A breach of the protocol by the peer that the server tolerated or noted.
package enum Offence: UInt8, CaseIterable, Sendable {
  case earlyTalker, bareLineFeed, pipelining, commandSequence, unrecognisedCommand, garbage
  case lineTooLong, invalidGreeting, invalidAddress, unknownParameter, invalidParameter
  case sourceRoute, addressTooLong, startTLSMisplaced, bodyAsCommands, nonASCIIWithoutSMTPUTF8

  /// The stable name used in machine-readable output.
  package var name: String {
    switch self {
    case .earlyTalker: "early-talker"
    case .bareLineFeed: "bare-lf"
    case .pipelining: "pipelining-error"
    case .commandSequence: "out-of-order"
    case .unrecognisedCommand: "unrecognised-command"
    case .garbage: "garbage"
    case .lineTooLong: "line-too-long"
    case .invalidGreeting: "invalid-greeting"
    case .invalidAddress: "invalid-address"
    case .unknownParameter: "unknown-parameter"
    case .invalidParameter: "invalid-parameter"
    case .sourceRoute: "source-route"
    case .addressTooLong: "address-too-long"
    case .startTLSMisplaced: "starttls-out-of-place"
    case .bodyAsCommands: "body-as-commands"
    case .nonASCIIWithoutSMTPUTF8: "non-ascii-without-smtputf8"
    }
  }
}
