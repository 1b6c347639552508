// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import PeerRegister
import ProviderFindings
package import SessionLog

/// A decision about a peer as JSON.
package enum PeerDecisionJSON {
  package static func document(
    _ decision: PeerDecision, zone: ZoneRules, pretty: Bool
  ) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.object { object in
      object.member("peer", decision.name)
      object.member("scope", decision.scope?.name)
      object.member("domain", decision.domain.rawValue)
      object.member("smtputf8", decision.smtputf8)
      object.member("observation", PeerDecisionText.sentence(decision, zone: zone))
      let verdicts = [
        ("binary", decision.binary), ("eightBit", decision.eightBit), ("utf8", decision.utf8),
      ]
      for (name, verdict) in verdicts {
        object.key(name)
        guard let verdict else {
          object.null()
          continue
        }
        object.object { json in
          json.member("basis", verdict.basis.rawValue)
          json.member("count", verdict.count)
          json.member("date", verdict.date.map { TimeText.rfc3339(zone.zoned($0)) })
        }
      }
    }
    writer.endLine()
    return writer.octets
  }
}
