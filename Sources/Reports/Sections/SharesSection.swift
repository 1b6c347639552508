// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// The state of transport security and manners in one line for each direction.
enum SharesSection: ReportSection {
  static let name = "shares"
  static let title = ""
  static let leastDetail = 0

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var bars: [Report.Bar] = []
    for direction in Session.Direction.allCases {
      let tally = summary.total(direction)
      guard tally.units > 0 else { continue }
      bars.append(.init(label: direction.name, shares: shares(of: tally)))
    }
    return bars.isEmpty ? [] : [.bars(bars)]
  }

  /// Versions and plaintext are shares of the sessions that were greeted; the rest had no occasion
  /// to start TLS.
  private static func shares(of tally: ProviderTally) -> [Report.Share] {
    let tls = tally.tls
    let whole = tally.encryptable
    var shares: [Report.Share] = []
    for (version, label) in [(SuiteVersion.tls13, "TLS 1.3"), (.tls12, "TLS 1.2")]
    where tls.versionKnown > 0 {
      shares.append(.init(label, Ratio(tls.versions[version], of: whole)))
    }
    let older = tls.versions[.tls11] + tls.versions[.tls10] + tls.versions[.sslv3]
    if older > 0 { shares.append(.init("older suites", Ratio(older, of: whole))) }
    let unnamed = tls.encrypted - tls.versionKnown
    if unnamed > 0 { shares.append(.init("TLS, version not logged", Ratio(unnamed, of: whole))) }
    shares.append(
      .init("plaintext", Ratio(tally.greetedInPlaintext, of: whole)))
    if tls.states[.failed] > 0 {
      shares.append(.init("failed", Ratio(tls.states[.failed], of: whole)))
    }
    if tally.direction == .inbound {
      shares.append(.init("verified", Ratio(tls.states[.verified], of: tls.verificationTold)))
      shares.append(
        tally.endedByClient == 0 && tally.quitUntold > 0
          ? .init("QUIT not logged", Ratio(tally.quitUntold, of: tally.delivering))
          : .init("QUIT", Ratio(tally.quitByClient, of: tally.endedByClient)))
    } else {
      let dane = tls.methods[.daneTA] + tls.methods[.daneEE] + tls.methods[.dane]
      // Where the log states it of none, none of the three is zero.
      let whole = tls.verificationTold == 0 ? 0 : tls.encrypted
      shares.append(.init("PKI", Ratio(tls.methods[.pkix], of: whole)))
      shares.append(.init("DANE", Ratio(dane, of: whole)))
      let unverified = tls.states[.encrypted] - tls.verificationUntold
      shares.append(.init("unverified", Ratio(unverified, of: whole)))
      if tls.verificationUntold > 0 {
        shares.append(
          .init("verification not logged", Ratio(tls.verificationUntold, of: tls.encrypted)))
      }
    }
    return shares
  }
}
