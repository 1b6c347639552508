// SPDX-License-Identifier: Apache-2.0
import PeerRegister
import ProviderFindings
import SessionLog

/// What the rows of a register amount to, judged as of its last session, so that the same register
/// gives the same report on any day.
struct PeerJudgement {
  private let trust: PeerTrust
  private let maxAge: Int64
  /// Nil for an empty register.
  let now: LogTimestamp?

  init(_ register: PeerRegister, trust: PeerTrust, maxAge: Int64) {
    self.trust = trust
    self.maxAge = maxAge
    now = register.lastSession
  }

  func best(of server: PeerServer) -> PeerDecision.Domain {
    server.decision(name: server.name, trust: trust, maxAge: maxAge, now: present).domain
  }

  /// One word on a use, for tables.
  func word(_ use: PeerUse, of server: PeerServer) -> String {
    let verdict = server.uses[use].verdict(trust: trust, maxAge: maxAge, now: present)
    return switch verdict.basis {
    case .accepted: "yes"
    case .offered, .notProven: "offer"
    case .notOffered: ""
    case .notAsked: "?"
    case .offeredAtTimes, .refusedAtTimes: "times"
    case .refused: "no"
    case .unanswered: "silent"
    case .stale: "old"
    }
  }

  private var present: LogTimestamp { now ?? LogTimestamp(microseconds: 0) }
}
