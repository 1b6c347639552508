// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Clients that just disconnect.
package enum NoQuit: FindingRule {
  package static let id = "no-quit"
  package static let title = "Leaves without QUIT"
  package static let meaning = """
    Inbound: the client delivered at least one message and then closed or lost the connection, \
    or fell silent, without a QUIT. Counted out of the sessions that delivered a message and were \
    ended by the client. Left out are sessions that the server ended, those that the log cuts off, and all \
    from before October 2016, when the server did not log QUIT.
    """
  package static let importance = """
    A client must not close the connection before it has sent QUIT, and should wait for the reply. \
    Without QUIT neither side knows whether the other is done, and a lost connection looks like a \
    finished one.
    """
  package static let references = ["RFC 5321 section 4.1.1.10", "RFC 5321 section 4.1.4"]
  package static let thresholds = [
    FindingThreshold(
      "least share (lower end of the interval)", 0.05,
      because: "connections break now and then through no one's fault")
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.inbound.compactMap { tally in
      let endings = tally.endingsDelivering
      let total = tally.endedByClient
      let count = total - tally.quitByClient
      guard count > 0, WilsonInterval(count: count, total: total).lower >= thresholds[0].value
      else { return nil }
      return finding(
        tally, .notice, count == total ? "never sends QUIT" : "left without QUIT", count: count,
        of: total, unit: "sessions that delivered a message",
        details: [
          Finding.Detail("right after a message", String(endings[.lostAfterMessage])),
          Finding.Detail("after a time-out", String(endings[.timedOut])),
        ], evidence: tally.evidence[.leftWithoutQuit])
    }
  }
}
