// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
package import SessionLog

/// A session as one row, for people and for the separated formats.
package struct SessionRow: Sendable {
  private let session: Session
  private let context: SessionJSON.Context

  package init(_ session: Session, _ context: SessionJSON.Context) {
    self.session = session
    self.context = context
  }

  // MARK: Separated values

  package static let header = [
    "id", "direction", "start", "end", "peerName", "peerAddress", "helo", "provider", "tls",
    "method", "certificate", "protocol", "cipher", "bits", "error", "ended", "quit",
    "transactions", "messages", "octets", "recipients", "refusals", "offences", "fallback",
  ]

  /// The values of `header`; the last one, `fallback`, is empty until all sessions were seen.
  package var fields: [String] {
    let tls = session.tls
    return [
      session.id.description, session.direction.name, time(session.start), time(session.end),
      session.string(session.peerName), session.address,
      session.string(session.helo), context.provider ?? "", tls.state.name,
      tls.method?.name ?? "", tls.certificate?.name ?? "", session.string(tls.version),
      session.string(tls.cipher), tls.bits == 0 ? "" : "\(tls.bits)", session.string(tls.error),
      session.ending.name, SessionRow.word(session.quit),
      "\(session.transactions.count)",
      "\(session.messagesDelivered)", session.octetsDelivered.map { "\($0)" } ?? "",
      "\(session.forwardPaths.count { $0.accepted })", "\(session.refusals.count)",
      "\(session.offences.count)", "",
    ]
  }

  private func time(_ time: LogTimestamp) -> String {
    TimeText.rfc3339(context.zone.zoned(time, stated: session.zoneOffsetMinutes))
  }

  /// `true` or `false`, empty where the log does not say.
  private static func word(_ fact: Stated) -> String {
    switch fact {
    case .yes: "true"
    case .no: "false"
    case .notLogged: ""
    }
  }

  // MARK: Text

  package static let textHeader = [
    "see", "time", "", "peer", "tls", "msgs", "ended",
  ]

  /// The date of the row: a list says it once for each day.
  package var date: String { TimeText.date(CivilTime(session.start)) }

  /// The values of `textHeader`.
  package var textFields: [String] {
    [
      TextTable.shortID(session.id), TimeText.clock(CivilTime(session.start)),
      session.direction == .inbound ? "in" : "out", DisplayWidth.printable(peer),
      session.tls.state.name, "\(session.messagesDelivered)", session.ending.shortName,
    ]
  }

  /// Widths of the text columns on a page of `width`: the peer takes what the others leave.
  package static func textWidths(page width: Int) -> [Int] {
    let fixed = [8, 8, 3, 0, 9, 4, 10]
    let room = width - fixed.reduce(0, +) - 2 * (fixed.count - 1)
    return fixed.map { $0 == 0 ? max(8, room) : $0 }
  }

  /// Who the peer is, in one word: its confirmed name, else the name it gave, else its address.
  private var peer: String {
    for range in [session.peerName, session.helo] where !range.isEmpty {
      return session.string(range)
    }
    if !session.peerAddress.isEmpty { return session.address }
    return context.provider ?? ""
  }
}
