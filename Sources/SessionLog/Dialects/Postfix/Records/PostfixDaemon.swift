// SPDX-License-Identifier: Apache-2.0

/// The program of Postfix that logged a line: the last part of the tag, as `smtpd` of
/// `postfix/submission/smtpd`.
package enum PostfixDaemon: UInt8, CaseIterable, Sendable {
  /// A tag without a part that is known: forms of a log that cut the tag at its slash name every
  /// daemon `postfix`.
  case unnamed
  case smtpd, postscreen, tlsproxy, dnsblog, cleanup, pickup, qmgr, bounce, trace, verify, anvil
  case smtp, lmtp, local, virtual, pipe, error, retry, discard
  case scache, master, script, other

  /// How the daemon is called in a tag; nil for what has no name of its own.
  private var tag: StaticString? {
    switch self {
    case .unnamed, .other: nil
    case .smtpd: "smtpd"
    case .postscreen: "postscreen"
    case .tlsproxy: "tlsproxy"
    case .dnsblog: "dnsblog"
    case .cleanup: "cleanup"
    case .pickup: "pickup"
    case .qmgr: "qmgr"
    case .bounce: "bounce"
    case .trace: "trace"
    case .verify: "verify"
    case .anvil: "anvil"
    case .smtp: "smtp"
    case .lmtp: "lmtp"
    case .local: "local"
    case .virtual: "virtual"
    case .pipe: "pipe"
    case .error: "error"
    case .retry: "retry"
    case .discard: "discard"
    case .scache: "scache"
    case .master: "master"
    case .script: "postfix-script"
    }
  }

  /// The daemon that the last part of a tag names; nil where it is not one that is known.
  static func named(_ name: Span<UInt8>) -> PostfixDaemon? {
    for daemon in allCases {
      guard let tag = daemon.tag, tag.utf8CodeUnitCount == name.count else { continue }
      if name.holds(tag, at: 0, before: name.count) { return daemon }
    }
    return isFurther(name) ? .other : nil
  }

  /// Further programs of Postfix, whose lines say nothing of a session.
  private static func isFurther(_ name: Span<UInt8>) -> Bool {
    let further: [StaticString] = [
      "oqmgr", "nqmgr", "proxymap", "proxywrite", "tlsmgr", "trivial-rewrite", "showq", "flush",
      "spawn", "sendmail", "postsuper", "postqueue", "postdrop", "postlog", "postlogd", "postalias",
      "postmap", "postmulti", "postfix", "defer", "set-permissions", "post-install", "postcat",
      "smtp-source", "smtp-sink", "qmqpd", "postkick", "postlock", "posttls-finger",
    ]
    for tag in further where tag.utf8CodeUnitCount == name.count {
      if name.holds(tag, at: 0, before: name.count) { return true }
    }
    return false
  }

  /// Takes mail from outside: its lines belong to sessions with clients.
  var isReceiver: Bool { self == .smtpd || self == .unnamed }

  /// Delivers to other servers by SMTP.
  var isSender: Bool { self == .smtp || self == .unnamed }
}
