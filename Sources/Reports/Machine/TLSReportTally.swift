// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
package import SessionLog

/// What is counted of outbound sessions for SMTP TLS reports (RFC 8460): by recipient domain and UTC day.
package struct TLSReportTally: Equatable, Sendable {
  /// A report: what it is about.
  package struct Subject: Hashable, Comparable, Sendable {
    /// The recipient domain, in lower case.
    package var domain: String
    /// The UTC day, in days since 1970-01-01.
    package var day: Int

    package static func < (a: Subject, b: Subject) -> Bool {
      (a.domain, a.day) < (b.domain, b.day)
    }
  }

  /// The policy that was applied, as far as the log shows it (RFC 8460 section 4.4, "policy-type").
  package struct Policy: Hashable, Comparable, Sendable {
    /// The MX whose TLSA records were used; nil where no policy was found.
    package var base: String?

    package static func < (a: Policy, b: Policy) -> Bool { (a.base ?? "") < (b.base ?? "") }
  }

  /// One row of "failure-details".
  package struct Failure: Hashable, Comparable, Sendable {
    package var result: String
    package var host: String
    package var helo: String
    package var address: String
    /// Text for "failure-reason-code"; empty for none.
    package var reason: String

    private var key: [String] { [result, host, address, helo, reason] }

    package static func < (a: Failure, b: Failure) -> Bool {
      a.key.lexicographicallyPrecedes(b.key)
    }
  }

  /// The sessions of one policy.
  package struct Sessions: Equatable, Sendable {
    package var successful = 0
    package var failures: [Failure: Int] = [:]

    package var failed: Int { failures.values.reduce(0, +) }
  }

  package private(set) var reports: [Subject: [Policy: Sessions]] = [:]
  /// Outbound sessions that no report has: their recipient domain, or what became of TLS, is not in the log.
  package private(set) var unstated = 0

  package init() {}

  /// Counts a session whose times are those of the zone's clock; inbound ones are of no interest.
  package mutating func add(_ session: Session, zone: ZoneRules) {
    guard case .outbound = session.direction else { return }
    let domain = session.string(session.recipientDomain).lowercased()
    guard Self.isName(domain), let outcome = Outcome(session) else { return unstated += 1 }
    let offset = session.zoneOffsetMinutes.map(Int.init) ?? zone.offset(at: session.start)
    let utc = session.start.microseconds - Int64(offset) * 60_000_000
    let subject = Subject(domain: domain, day: LogTimestamp(microseconds: utc).day)
    let host = session.string(session.peerName).lowercased()
    let policy = Policy(base: outcome.isDANE && Self.isName(host) ? host : nil)
    var sessions = reports[subject]?[policy] ?? Sessions()
    if let (result, reason) = outcome.failure {
      let failure = Failure(
        result: result, host: host, helo: session.string(session.helo),
        address: session.address, reason: reason)
      sessions.failures[failure, default: 0] += 1
    } else {
      sessions.successful += 1
    }
    reports[subject, default: [:]][policy] = sessions
  }

  package mutating func merge(_ other: TLSReportTally) {
    unstated += other.unstated
    for (subject, policies) in other.reports {
      for (policy, more) in policies {
        var sessions = reports[subject]?[policy] ?? Sessions()
        sessions.successful += more.successful
        sessions.failures.merge(more.failures, uniquingKeysWith: +)
        reports[subject, default: [:]][policy] = sessions
      }
    }
  }

  /// Whether text is a domain of A-labels (RFC 5890 section 2.3.2.1): it goes into the name of a file.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253 && !text.hasPrefix(".") && !text.contains("..")
      && text.utf8.allSatisfy { octet in
        switch octet {
        case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}

/// What became of TLS in a session, in the terms of RFC 8460 section 4.3.
private struct Outcome {
  /// Secure TLSA records were found, or the peer was verified by them.
  var isDANE = false
  /// Result type and reason; nil for success.
  var failure: (result: String, reason: String)?

  /// Nil where the log does not state it, or may have lost what states it.
  init?(_ session: Session) {
    guard session.doubt.isEmpty, !session.lacksBeginning else { return nil }
    let tls = session.tls
    switch tls.method {
    case .dane, .daneTA, .daneEE: isDANE = true
    case .pkix, nil:
      isDANE = session.facts.contains(.tlsaFound) && session.facts.contains(.tlsaAuthentic)
    }
    switch tls.state {
    case .notLogged: return nil
    case .verified: return
    case .encrypted:
      // Without a policy nobody asks who the peer is: TLS was negotiated, and that is success.
      guard isDANE else { return }
      let error = VerifyError(number: tls.verifyError)
      failure = (error.resultType, Self.code(session.string(tls.verifyErrorText)))
    case .failed:
      failure = ("validation-failure", Self.code(session.string(tls.error)))
    case .plaintext:
      // Only a peer whose reply to EHLO is in the log is known not to offer it.
      let offered = session.offeredBeforeTLS.map { session.string($0).uppercased() }
      guard !offered.isEmpty, !offered.contains("STARTTLS") else { return nil }
      failure = ("starttls-not-supported", "")
    }
  }

  /// A text as a code: words joined by `-`.
  private static func code(_ text: String) -> String {
    text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-").lowercased()
  }
}
