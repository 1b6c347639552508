// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import ProviderFindings
package import SessionLog

/// A session as one JSON object: schema `logscan-session/1` (Documentation/ReportFormat.md).
package struct SessionJSON {
  package static let schema = "logscan-session/1"

  /// What is known of a session besides what its own records say.
  package struct Context: Sendable {
    package var provider: String?
    package var zone: ZoneRules

    package init(provider: String?, zone: ZoneRules) {
      self.provider = provider
      self.zone = zone
    }
  }

  /// What stands for the other session of a plaintext fallback where there is none. That is known
  /// only when all sessions were seen, so it is filled in afterwards.
  package static let noFallback = "null"

  /// Writes the object; gives the offset in the writer's octets where `noFallback` stands.
  package static func write(
    _ session: Session, _ context: Context, into writer: inout JSONWriter
  ) -> Int {
    let json = SessionJSON(session: session)
    var fallback = 0
    writer.object { object in
      object.member("schema", schema)
      object.member("id", session.id.description)
      if session.dialect != .ghsmtp {
        object.member("dialect", session.dialect.name)
        object.member("unit", session.unit.name)
      }
      object.member("direction", session.direction.name)
      object.member("start", time(session.start, session, context))
      object.member("end", time(session.end, session, context))
      object.member("yearSource", session.yearSource.name)
      object.object("peer") { peer in
        json.text("name", session.peerName, into: &peer)
        peer.member("address", session.peerAddress.isEmpty ? nil : session.address)
        json.text("helo", session.helo, into: &peer)
      }
      object.member("provider", context.provider)
      json.text("recipientDomain", session.recipientDomain, into: &object)
      json.writeTLS(into: &object)
      object.member("ended", session.ending.name)
      json.member("quit", session.quit, into: &object)
      json.text("gaveUp", session.gaveUp, into: &object)
      object.array("transactions") { array in
        for transaction in session.transactions { json.write(transaction, into: &array) }
      }
      object.object("offered") { offered in
        json.texts("beforeTLS", session.offeredBeforeTLS, into: &offered)
        json.texts("afterTLS", session.offeredAfterTLS, into: &offered)
      }
      object.array("refusals") { array in
        for refusal in session.refusals { json.write(refusal, into: &array) }
      }
      object.strings("offences", session.offences.map(\.name))
      json.texts("missingCertificates", session.missingCertificates, into: &object)
      object.member("records", session.recordCount)
      object.strings("doubt", session.doubt.names)
      object.key("fallback")
      fallback = object.octets.count
      object.null()
    }
    return fallback
  }

  private let session: Session

  private static func time(
    _ time: LogTimestamp, _ session: Session, _ context: Context
  ) -> String {
    TimeText.rfc3339(context.zone.zoned(time, stated: session.zoneOffsetMinutes))
  }

  /// A fact, null where the log does not state it.
  private func member(_ name: String, _ fact: Stated, into writer: inout JSONWriter) {
    switch fact {
    case .yes: writer.member(name, true)
    case .no: writer.member(name, false)
    case .notLogged: writer.member(name, String?.none)
    }
  }

  /// A text, null where the log does not state it.
  private func text(_ name: String, _ range: TextRange, into writer: inout JSONWriter) {
    writer.key(name)
    if range.isEmpty { writer.null() } else { writer.string(octets: session.text[range.indices]) }
  }

  private func texts(_ name: String, _ ranges: [TextRange], into writer: inout JSONWriter) {
    writer.array(name) { array in
      for range in ranges { array.string(octets: session.text[range.indices]) }
    }
  }

  private func writeTLS(into writer: inout JSONWriter) {
    let tls = session.tls
    writer.object("tls") { object in
      object.member("state", tls.state.name)
      object.member("method", tls.method?.name)
      object.member("certificate", tls.certificate?.name)
      text("protocol", tls.version, into: &object)
      text("cipher", tls.cipher, into: &object)
      object.member("bits", tls.bits == 0 ? nil : tls.bits)
      text("error", tls.error, into: &object)
      object.member("verifyError", tls.verifyError == 0 ? nil : tls.verifyError)
      text("verifyErrorText", tls.verifyErrorText, into: &object)
    }
  }

  private func write(_ transaction: Transaction, into writer: inout JSONWriter) {
    writer.object { object in
      object.key("reversePath")
      if transaction.isMailLogged {
        object.string(octets: session.text[transaction.reversePath.indices])
      } else {
        object.null()
      }
      object.array("forwardPaths") { array in
        for path in session.forwardPaths[transaction.forwardPaths] {
          array.string(octets: session.text[path.path.indices])
        }
      }
      writeParameters(of: transaction, into: &object)
      object.member("transfer", transaction.transfer?.name)
      // By BDAT there is one at least: none means that the log does not number them.
      let isCounted = transaction.transfer == .data || transaction.chunks > 0
      object.member("chunks", isCounted ? transaction.chunks : nil)
      object.member("octets", transaction.octets)
      member("delivered", transaction.delivered, into: &object)
    }
  }

  /// MAIL parameters by keyword, in capitals; one without a value (SMTPUTF8) is null.
  private func writeParameters(of transaction: Transaction, into writer: inout JSONWriter) {
    var seen: [String] = []
    writer.object("parameters") { object in
      for range in session.parameters[transaction.parameters] {
        let text = session.text[range.indices]
        let end = text.firstIndex(of: UInt8(ascii: "=")) ?? text.endIndex
        let name = String(decoding: text[..<end], as: UTF8.self).uppercased()
        guard !name.isEmpty, !seen.contains(name) else { continue }
        seen.append(name)
        object.key(name)
        if end < text.endIndex { object.string(octets: text[(end + 1)...]) } else { object.null() }
      }
    }
  }

  private func write(_ refusal: RefusalFact, into writer: inout JSONWriter) {
    writer.object { object in
      object.member("verb", refusal.verb.name)
      object.member("code", refusal.code == 0 ? nil : refusal.code)
      if refusal.code == 0, refusal.replyClass > 0 { object.member("class", refusal.replyClass) }
      object.member("enhanced", refusal.enhanced?.description)
      object.member("implied", refusal.implied)
      if refusal.text.isEmpty {
        object.key("text")
        object.null()
      } else {
        object.member("text", octets: session.text[refusal.text.indices])
      }
      text("path", refusal.path, into: &object)
    }
  }
}
