// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// What one provider's sessions of one day and direction amount to, in the numbers that are followed over
/// time. A row of the state's table of days; charts and the rules about changes are made of them.
package struct ProviderDay: Equatable, Sendable {
  /// The day, by the log's clock, in days since 1970-01-01.
  package var day: Int
  package var peer: ComparedPeer
  /// In the order of `ProviderDay.Number`.
  private var numbers = [Int](repeating: 0, count: Number.allCases.count)

  package init(day: Int, peer: ComparedPeer) {
    self.day = day
    self.peer = peer
  }

  /// Counts of a day. The raw values are the names of columns. Sessions, unless they say otherwise.
  package enum Number: String, CaseIterable, Sendable {
    /// Sessions; of servers whose logs do not delimit them, delivery attempts.
    case sessions
    /// Delivered messages, and their octets as far as the log states them.
    case messages, octets
    /// Sessions that could have been encrypted, and those that were.
    case encryptable, encrypted
    /// Encrypted sessions in TLS 1.3; those whose peer was verified, and those of which the log states it.
    case tls13
    case verified
    case verificationTold = "verification_told"
    /// Sessions that delivered a message and that the client ended; with QUIT.
    case endedByClient = "ended_by_client"
    case quit
    /// Failed handshakes, and sessions in which something was refused.
    case failedHandshakes = "failed_handshakes"
    case refused
    /// Outbound: sessions with a reply to EHLO, and those whose last reply offers each keyword.
    case ehloReplies = "ehlo_replies"
    case offersStartTLS = "offers_starttls"
    case offersChunking = "offers_chunking"
    case offersBinaryMIME = "offers_binarymime"
    case offersEightBitMIME = "offers_8bitmime"
    case offersSMTPUTF8 = "offers_smtputf8"
    /// Messages of which the log states the command, and those by BDAT.
    case commandsTold = "commands_told"
    case usedChunking = "used_chunking"
    /// Messages of which the log states the parameters of MAIL, and those with each.
    case parametersTold = "parameters_told"
    case usedBinaryMIME = "used_binarymime"
    case usedEightBitMIME = "used_8bitmime"
    case usedSMTPUTF8 = "used_smtputf8"

    fileprivate var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(
      uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
  }

  package subscript(number: Number) -> Int {
    get { numbers[number.place] }
    set { numbers[number.place] = newValue }
  }

  /// Reads a tally out.
  package init(day: Int, _ tally: ProviderTally) {
    self.init(day: day, peer: ComparedPeer(tally.provider, tally.direction))
    let offers = tally.offers
    self[.sessions] = tally.units
    self[.messages] = tally.messages
    self[.octets] = Int(clamping: tally.octets)
    self[.encryptable] = tally.encryptable
    self[.encrypted] = tally.tls.encrypted
    self[.tls13] = tally.tls.versions[.tls13]
    self[.verified] = tally.tls.states[.verified]
    self[.verificationTold] = tally.tls.verificationTold
    self[.endedByClient] = tally.endedByClient
    self[.quit] = tally.quitByClient
    self[.failedHandshakes] = tally.tls.states[.failed]
    self[.refused] = tally.refusals.sessions
    self[.ehloReplies] = offers.sessions
    self[.offersStartTLS] = offers.offered[.startTLS]
    self[.offersChunking] = offers.offered[.chunking]
    self[.offersBinaryMIME] = offers.offered[.binaryMIME]
    self[.offersEightBitMIME] = offers.offered[.eightBitMIME]
    self[.offersSMTPUTF8] = offers.offered[.smtputf8]
    self[.commandsTold] = tally.transfer.commandsTold
    self[.usedChunking] = tally.transfer.messages[.bdat]
    self[.parametersTold] = tally.transfer.parametersTold
    self[.usedBinaryMIME] = tally.transfer.bodies[.binaryMIME]
    self[.usedEightBitMIME] = tally.transfer.bodies[.eightBitMIME]
    self[.usedSMTPUTF8] = tally.transfer.smtputf8
  }

  /// Adds another day's numbers; the day stays this one's.
  package mutating func merge(_ other: ProviderDay) {
    for place in numbers.indices {
      numbers[place].addSaturating(other.numbers[place])
    }
  }
}

/// The days of one provider and direction, in order; days without a session are not in it.
package struct DaySeries: Equatable, Sendable {
  package let peer: ComparedPeer
  package private(set) var days: [ProviderDay] = []

  package init(_ peer: ComparedPeer) { self.peer = peer }

  /// The series of all peers in `days`, in order of direction, name and kind.
  package static func all(of days: [ProviderDay]) -> [DaySeries] {
    var series: [ComparedPeer: DaySeries] = [:]
    for day in days.sorted(by: { $0.day < $1.day }) {
      series[day.peer, default: DaySeries(day.peer)].days.append(day)
    }
    return series.values.sorted { $0.peer < $1.peer }
  }

  /// The days of a range.
  package func days(in range: Range<Int>) -> ArraySlice<ProviderDay> {
    days[place(of: range.lowerBound)..<place(of: range.upperBound)]
  }

  /// The numbers of a day; zeros where it has no session.
  package subscript(day: Int) -> ProviderDay {
    let place = place(of: day)
    return place < days.count && days[place].day == day
      ? days[place] : ProviderDay(day: day, peer: peer)
  }

  private func place(of day: Int) -> Int {
    days.partitioningIndex { $0.day >= day }
  }
}

extension ComparedPeer: Comparable {
  /// Inbound first, then by name and kind.
  package static func < (a: ComparedPeer, b: ComparedPeer) -> Bool {
    (a.direction.rawValue, a.name, a.kind.rawValue)
      < (b.direction.rawValue, b.name, b.kind.rawValue)
  }
}
