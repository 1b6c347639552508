// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
package import SessionLog

/// What the charts need of one day in one direction. Mergeable: days make weeks.
package struct DayFigures: Equatable, Sendable {
  package var sessions = 0
  package var messages = 0
  package var encryptable = 0
  package var encrypted = 0
  package var verified = 0
  package var verificationTold = 0
  package var tls13 = 0
  package var tls12 = 0
  package var olderSuites = 0
  package var failedHandshakes = 0
  package var refusedSessions = 0
  package var endedByClient = 0
  package var quitByClient = 0
  package var endings = Counts<SessionEnd, 10>()
  /// Delivering sessions with a reply to EHLO, by what it offered and what was used of it.
  package var offersSeen = 0
  package var offered: [Int]
  package var used: [Int]
  /// What `used` is out of.
  package var usesSeen: [Int]

  /// The extensions whose adoption is drawn.
  package static let extensions: [(keyword: KnownKeyword, name: String)] = [
    (.chunking, "CHUNKING"), (.binaryMIME, "BINARYMIME"), (.smtputf8, "SMTPUTF8"),
    (.eightBitMIME, "8BITMIME"),
  ]

  package init() {
    offered = Array(repeating: 0, count: Self.extensions.count)
    used = offered
    usesSeen = offered
  }

  package init(_ tally: ProviderTally) {
    self.init()
    let tls = tally.tls
    sessions = tally.sessions
    messages = tally.messages
    encryptable = tally.encryptable
    encrypted = tls.encrypted
    verified = tls.states[.verified]
    verificationTold = tls.verificationTold
    tls13 = tls.versions[.tls13]
    tls12 = tls.versions[.tls12]
    olderSuites = tls.versions[.tls11] + tls.versions[.tls10] + tls.versions[.sslv3]
    failedHandshakes = tls.states[.failed]
    refusedSessions = tally.refusals.sessions
    endedByClient = tally.endedByClient
    quitByClient = tally.quitByClient
    endings = tally.endings
    let offers = tally.offers
    offersSeen = offers.delivering
    for (index, entry) in Self.extensions.enumerated() {
      offered[index] = offers.offeredDelivering[entry.keyword]
      used[index] = offers.used[entry.keyword]
      usesSeen[index] = offers.delivering
    }
  }

  package mutating func merge(_ other: DayFigures) {
    sessions += other.sessions
    messages += other.messages
    encryptable += other.encryptable
    encrypted += other.encrypted
    verified += other.verified
    verificationTold += other.verificationTold
    tls13 += other.tls13
    tls12 += other.tls12
    olderSuites += other.olderSuites
    failedHandshakes += other.failedHandshakes
    refusedSessions += other.refusedSessions
    endedByClient += other.endedByClient
    quitByClient += other.quitByClient
    endings.merge(other.endings)
    offersSeen += other.offersSeen
    for index in offered.indices {
      offered[index] += other.offered[index]
      used[index] += other.used[index]
      usesSeen[index] += other.usesSeen[index]
    }
  }
}

/// One day in both directions.
package struct PageDay: Equatable, Sendable {
  package var date: CivilDate
  package var inbound: DayFigures
  package var outbound: DayFigures

  package init(date: CivilDate, inbound: DayFigures, outbound: DayFigures) {
    self.date = date
    self.inbound = inbound
    self.outbound = outbound
  }
}
