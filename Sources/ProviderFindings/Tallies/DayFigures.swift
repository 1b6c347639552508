// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// What charts need of one day in one direction. Mergeable: days make weeks. Sessions, unless a name says otherwise.
package struct DayFigures: Equatable, Sendable {
  package var sessions = 0
  package var messages = 0
  /// Delivered messages of which the log states whether they were encrypted, and those that were.
  package var messagesKnown = 0
  package var messagesEncrypted = 0
  package var encryptable = 0
  package var encrypted = 0
  package var verificationTold = 0
  /// Of those known: verified; of these by PKI, by DANE (a log may not say how); without a certificate. The
  /// others showed one that did not verify.
  package var verified = 0
  package var pki = 0
  package var dane = 0
  package var withoutCertificate = 0
  package var versions = Counts<SuiteVersion, 6>()
  package var failedHandshakes = 0
  package var refusedSessions = 0
  package var endedByClient = 0
  package var quitByClient = 0
  package var endings = Counts<SessionEnd, 10>()
  /// Delivering sessions with a reply to EHLO, by what it offered and what was used of it.
  package var offersSeen = 0
  package var offered: [Int]
  package var used: [Int]
  /// Of whole sessions, in microseconds; of messages, in octets.
  package var durations = ValueHistogram()
  package var messageSizes = ValueHistogram()

  /// The extensions whose adoption is followed.
  package static let extensions: [(keyword: KnownKeyword, name: String)] = [
    (.chunking, "CHUNKING"), (.binaryMIME, "BINARYMIME"), (.smtputf8, "SMTPUTF8"),
    (.eightBitMIME, "8BITMIME"),
  ]

  package init() {
    offered = Array(repeating: 0, count: Self.extensions.count)
    used = offered
  }

  package init(_ tally: ProviderTally, _ measures: MeasureTally) {
    self.init()
    let tls = tally.tls
    sessions = tally.units
    messages = tally.messages
    messagesKnown = tls.messages.total - tls.messages[.notLogged]
    messagesEncrypted = tls.messages[.encrypted] + tls.messages[.verified]
    encryptable = tally.encryptable
    encrypted = tls.encrypted
    verificationTold = tls.verificationTold
    verified = tls.states[.verified]
    pki = tls.methods[.pkix]
    dane = tls.methods[.daneTA] + tls.methods[.daneEE] + tls.methods[.dane]
    withoutCertificate = tls.certificates[.none]
    versions = tls.versions
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
    }
    durations = measures.total
    messageSizes = measures.messageSizes
  }

  package mutating func merge(_ other: DayFigures) {
    sessions += other.sessions
    messages += other.messages
    messagesKnown += other.messagesKnown
    messagesEncrypted += other.messagesEncrypted
    encryptable += other.encryptable
    encrypted += other.encrypted
    verificationTold += other.verificationTold
    verified += other.verified
    pki += other.pki
    dane += other.dane
    withoutCertificate += other.withoutCertificate
    versions.merge(other.versions)
    failedHandshakes += other.failedHandshakes
    refusedSessions += other.refusedSessions
    endedByClient += other.endedByClient
    quitByClient += other.quitByClient
    endings.merge(other.endings)
    offersSeen += other.offersSeen
    for index in offered.indices {
      offered[index] += other.offered[index]
      used[index] += other.used[index]
    }
    durations.merge(other.durations)
    messageSizes.merge(other.messageSizes)
  }
}

extension DayFigures: FieldCoded {
  package static var blank: DayFigures { DayFigures() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&sessions)
    try archive.count(&messages)
    try archive.count(&messagesKnown)
    try archive.count(&messagesEncrypted)
    try archive.count(&encryptable)
    try archive.count(&encrypted)
    try archive.count(&verificationTold)
    try archive.count(&verified)
    try archive.count(&pki)
    try archive.count(&dane)
    try archive.count(&withoutCertificate)
    try archive.value(&versions)
    try archive.count(&failedHandshakes)
    try archive.count(&refusedSessions)
    try archive.count(&endedByClient)
    try archive.count(&quitByClient)
    try archive.value(&endings)
    try archive.count(&offersSeen)
    for index in offered.indices {
      try archive.count(&offered[index])
      try archive.count(&used[index])
    }
    try archive.value(&durations)
    try archive.value(&messageSizes)
  }
}
