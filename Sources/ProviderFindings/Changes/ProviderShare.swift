// SPDX-License-Identifier: Apache-2.0

/// A share of a provider's day that is followed over time.
package struct ProviderShare: Sendable {
  package let name: String
  package let count: ProviderDay.Number
  package let total: ProviderDay.Number
  /// A greater share is a worse one.
  private let isBad: Bool

  package static let all = [
    ProviderShare("encrypted", .encrypted, of: .encryptable),
    ProviderShare("TLS 1.3", .tls13, of: .encrypted),
    ProviderShare("verified", .verified, of: .verificationTold),
    ProviderShare("QUIT", .quit, of: .endedByClient),
    ProviderShare("failed handshakes", .failedHandshakes, of: .encryptable, isBad: true),
    ProviderShare("refusals", .refused, of: .sessions, isBad: true),
  ]

  private init(
    _ name: String, _ count: ProviderDay.Number, of total: ProviderDay.Number, isBad: Bool = false
  ) {
    self.name = name
    self.count = count
    self.total = total
    self.isBad = isBad
  }

  package func part(of day: ProviderDay) -> PeerShares.Part {
    PeerShares.Part(min(day[count], day[total]), of: day[total])
  }

  func isBetter(_ difference: Double) -> Bool { (difference > 0) != isBad }
}

/// A service extension that is followed over time: offered, and used.
package struct ProviderExtension: Sendable {
  package let name: String
  package let offered: ProviderDay.Number
  package let used: (count: ProviderDay.Number, total: ProviderDay.Number)?
  let isSecurity: Bool

  package static let all = [
    ProviderExtension("STARTTLS", .offersStartTLS, used: nil, isSecurity: true),
    ProviderExtension("CHUNKING", .offersChunking, used: (.usedChunking, .commandsTold)),
    ProviderExtension("BINARYMIME", .offersBinaryMIME, used: (.usedBinaryMIME, .parametersTold)),
    ProviderExtension("8BITMIME", .offersEightBitMIME, used: (.usedEightBitMIME, .parametersTold)),
    ProviderExtension("SMTPUTF8", .offersSMTPUTF8, used: (.usedSMTPUTF8, .parametersTold)),
  ]

  private init(
    _ name: String, _ offered: ProviderDay.Number,
    used: (count: ProviderDay.Number, total: ProviderDay.Number)?, isSecurity: Bool = false
  ) {
    self.name = name
    self.offered = offered
    self.used = used
    self.isSecurity = isSecurity
  }
}
