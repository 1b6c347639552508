// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import MailTypes
import ProviderFindings
import Reports
import SessionLog
import Synchronization

/// The page of a report, with the transcripts of the sessions that prove its findings.
struct PageWriting {
  let setup: RunSetup
  /// What was measured of stored mail; nil where that is not wanted.
  let measured: MeasurementReport?

  /// The page. `kept` gives the records of a session that a state keeps, line by line; without a state they are
  /// read from the input once more.
  func page(
    of summary: Summary, history: PageHistory, wide: Summary? = nil,
    kept: ((SessionID) throws -> [UInt8]?)? = nil
  ) throws -> Page {
    let transcripts = try kept.map { try stored(for: summary, $0) } ?? transcripts(for: summary)
    let builder = PageBuilder(
      summary, history: history, wide: wide, zone: setup.zone, transcripts: transcripts)
    return builder.page(maker: "logscan \(Version.number)", mail: measured)
  }

  private func stored(
    for summary: Summary, _ kept: (SessionID) throws -> [UInt8]?
  ) throws -> [SessionID: PageTranscript] {
    let wanted = PageTranscripts.wanted(for: summary)
    var years: [SessionID: Int] = [:]
    for mark in summary.findings.flatMap(\.evidence) { years[mark.id] = mark.start.date.year }
    var found: [SessionID: PageTranscript] = [:]
    for id in wanted {
      guard let records = try kept(id) else { continue }
      let clock = setup.options.runClock
      if let session = Session.made(ofRecords: records, year: years[id] ?? 0, clock) {
        found[id] = PageTranscripts.transcript(of: session, as: id, zone: setup.zone)
      } else {
        found[id] = PageTranscripts.transcript(ofRecords: records, id: id)
      }
    }
    return PageTranscripts.chosen(wanted, of: found)
  }

  /// Reads the input once more, for the records of the sessions that are wanted; none where it can be read only once.
  private func transcripts(for summary: Summary) throws -> [SessionID: PageTranscript] {
    let wanted = PageTranscripts.wanted(for: summary)
    guard !wanted.isEmpty else { return [:] }
    let ids = Set(wanted)
    let found = Mutex<[SessionID: PageTranscript]>([:])
    let zone = setup.zone
    let listing = SessionListing { session, _ in
      if ids.contains(session.id) {
        let transcript = PageTranscripts.transcript(of: session, as: session.id, zone: zone)
        found.withLock { $0[session.id] = transcript }
      }
      return (before: [], after: [])
    }
    try setup.readAgain(listing: listing)
    return PageTranscripts.chosen(wanted, of: found.withLock { $0 })
  }
}
