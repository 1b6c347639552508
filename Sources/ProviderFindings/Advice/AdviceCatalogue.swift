// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// All advice: one line for each server, direction and fact that a setting makes known.
package enum AdviceCatalogue {
  package static let all: [Advice] = [
    // Postfix
    Advice(
      dialect: .postfix, direction: .inbound, fact: .tls, missing: "whether clients used TLS",
      setting: "smtpd_tls_loglevel = 1", file: "main.cf"),
    Advice(
      dialect: .postfix, direction: .inbound, fact: .suite, missing: "protocol and cipher",
      setting: "smtpd_tls_loglevel = 1", file: "main.cf"),
    Advice(
      dialect: .postfix, direction: .inbound, fact: .quit, missing: "whether clients said QUIT",
      setting: "Postfix 3.0 or later logs the commands at disconnect", file: ""),
    Advice(
      dialect: .postfix, direction: .outbound, fact: .tls, missing: "whether servers used TLS",
      setting: "smtp_tls_loglevel = 1", file: "main.cf"),
    Advice(
      dialect: .postfix, direction: .outbound, fact: .suite, missing: "protocol and cipher",
      setting: "smtp_tls_loglevel = 1", file: "main.cf"),
    // Exim
    Advice(
      dialect: .exim, direction: .inbound, fact: .quit, missing: "whether clients said QUIT",
      setting: "log_selector = +smtp_connection +smtp_no_mail +pid", file: eximFile),
    Advice(
      dialect: .exim, direction: .inbound, fact: .tls, missing: "whether clients used TLS",
      setting: "log_selector = +smtp_no_mail +smtp_connection", file: eximFile),
    Advice(
      dialect: .exim, direction: .inbound, fact: .suite, missing: "protocol and cipher",
      setting: "log_selector = +tls_cipher", file: eximFile),
    Advice(
      dialect: .exim, direction: .inbound, fact: .verification,
      missing: "whether clients' certificates verify",
      setting: "log_selector = +tls_certificate_verified +tls_peerdn", file: eximFile),
    Advice(
      dialect: .exim, direction: .inbound, fact: .parameters, missing: "the BODY parameter of MAIL",
      setting: "log_selector = +8bitmime", file: eximFile),
    Advice(
      dialect: .exim, direction: .outbound, fact: .octets, missing: "the size of messages",
      setting: "log_selector = +delivery_size", file: eximFile),
  ]

  private static let eximFile = "Exim's configuration"

  /// The advice that fits what a log left open, most sessions first. Facts that no setting makes known
  /// are not in it.
  package static func fitting(_ tally: UnstatedTally) -> [(advice: Advice, count: Int, of: Int)] {
    var result: [(advice: Advice, count: Int, of: Int)] = []
    for advice in all {
      let count = tally.count(advice.fact, of: advice.dialect, advice.direction)
      let units = tally.units(of: advice.dialect, advice.direction)
      // The setting is not at its best where a good part of the log lacks the fact, not where a line is.
      guard count * 4 >= units, count > 0 else { continue }
      let isSaid = result.contains { $0.advice.setting == advice.setting }
      if !isSaid { result.append((advice, count, units)) }
    }
    return result
  }

  /// Deliveries of which the log must state the verification before that none verifies says something of us.
  private static let leastDeliveries = 10

  /// Where no server's certificate ever verified, the fault is our own: the server has no trust anchors. `outbound` is the total.
  package static func trust(_ outbound: ProviderTally, _ tally: UnstatedTally) -> String? {
    let stated = outbound.tls.verificationTold
    guard stated >= leastDeliveries, outbound.tls.states[.verified] == 0 else { return nil }
    let dialect = Session.Server.allCases.max {
      tally.units(of: $0, .outbound) < tally.units(of: $1, .outbound)
    }
    let remedy: String
    switch dialect {
    case .postfix: remedy = "smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt in main.cf"
    case .exim: remedy = "tls_verify_certificates = system in the smtp transport"
    case .ghsmtp, nil: remedy = "the system's certificates (ca-certificates)"
    }
    return
      "no server's certificate verifies (0 of \(stated) in TLS), as if there were no trust anchors; "
      + remedy
  }
}
