// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// EHLO keywords that are counted in fixed places (IANA's registry of SMTP service extensions, and
/// the three that the wild knows besides).
package enum KnownKeyword: UInt8, CaseIterable, Sendable {
  case size, eightBitMIME, binaryMIME, chunking, smtputf8, pipelining, dsn, startTLS
  case enhancedStatusCodes, auth, requireTLS, mtPriority, limits, deliverBy, futureRelease, prdr
  case etrn, help, vrfy, expn, burl, checkpoint, xclient, xforward

  /// The keyword as the standards write it.
  package var name: String {
    switch self {
    case .size: "SIZE"
    case .eightBitMIME: "8BITMIME"
    case .binaryMIME: "BINARYMIME"
    case .chunking: "CHUNKING"
    case .smtputf8: "SMTPUTF8"
    case .pipelining: "PIPELINING"
    case .dsn: "DSN"
    case .startTLS: "STARTTLS"
    case .enhancedStatusCodes: "ENHANCEDSTATUSCODES"
    case .auth: "AUTH"
    case .requireTLS: "REQUIRETLS"
    case .mtPriority: "MT-PRIORITY"
    case .limits: "LIMITS"
    case .deliverBy: "DELIVERBY"
    case .futureRelease: "FUTURERELEASE"
    case .prdr: "PRDR"
    case .etrn: "ETRN"
    case .help: "HELP"
    case .vrfy: "VRFY"
    case .expn: "EXPN"
    case .burl: "BURL"
    case .checkpoint: "CHECKPOINT"
    case .xclient: "XCLIENT"
    case .xforward: "XFORWARD"
    }
  }

  /// The known keyword that is all of `text`, in any case.
  init?(_ text: Span<UInt8>) {
    let word = text.upperCaseWord
    for entry in Self.table where entry.word == word && entry.name.count == text.count {
      for index in 8..<max(8, text.count)
      where text[index].uppercased != entry.name[index] { return nil }
      self = entry.keyword
      return
    }
    return nil
  }

  private static let table: [(word: UInt64, name: [UInt8], keyword: KnownKeyword)] =
    allCases.map {
      let name = Array($0.name.utf8)
      return (name.span.upperCaseWord, name, $0)
    }
}
