// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import SessionLog
package import TestSupport

extension SeededGenerator {
  package mutating func oneOf<Element>(_ elements: [Element]) -> Element {
    elements[number(0...(elements.count - 1))]
  }

  package mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// A session with a bit of everything.
  package mutating func session(id: UInt64, hosts: Int = 40) -> Session {
    let direction = chance(60) ? Session.Direction.inbound : .outbound
    let host = number(0...hosts)
    let named = chance(70)
    var session = Session(
      direction, id: id, at: Int64(number(0...400_000)),
      peer: named ? "mta\(number(1...3)).provider\(host).example" : "",
      address: chance(95) ? "203.0.\(host).\(number(1...3))" : "",
      helo: chance(80) ? "mail.provider\(host).example" : "localhost")
    switch number(1...10) {
    case 1...2: session.failHandshake(oneOf(["error:1:a:b:unknown ca", "error:2:a::no cipher"]))
    case 3...5: break
    case 6: session.encrypt("TLSv1.0", "ECDHE-RSA-AES256-SHA")
    case 7: session.encrypt("SSLv3", "DES-CBC3-SHA", bits: 112)
    case 8:
      session.encrypt(state: .verified)
      session.tls.method = oneOf([.pkix, .daneTA, .daneEE])
      session.tls.certificate = .good
    default:
      session.encrypt("TLSv1.2", oneOf(["AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"]))
      session.tls.certificate = chance(50) ? .offeredBad : TLSFacts.Certificate.none
      session.tls.verifyError = UInt16(oneOf([0, 10, 18, 20]))
    }
    for _ in 0..<number(0...2) {
      session.deliver(
        from: oneOf(["", "\".\"@q.example", "x@d\(number(0...60)).example"]),
        to: oneOf(["\"a b\"@r.example", "p@r.example"]), octets: UInt64(number(1...9999)),
        by: chance(50) ? .bdat : .data, body: oneOf(Transaction.BodyKind.allCases),
        smtputf8: chance(10))
    }
    session.ending = oneOf(SessionEnd.allCases)
    session.quit = Stated(session.ending == .quit)
    if chance(20) {
      session.refuse(
        oneOf([.mailFrom, .rcptTo, .endOfData]), UInt16(oneOf([450, 550, 553])),
        EnhancedStatusCode(5, 1, 2), oneOf(["no <.@q.example>", "not here"]),
        path: oneOf(["\".\"@q.example", "x@y.example"]), implied: direction == .inbound)
    }
    if chance(20) { session.offences = [oneOf(Offence.allCases), oneOf(Offence.allCases)] }
    if chance(10) { session.greetingMismatch = true }
    if chance(10) {
      let name = session.put("mx\(number(0...9)).us.example")
      session.missingCertificates = [name]
    }
    if direction == .outbound {
      session.recipientDomain = session.put("r\(number(0...30)).example")
      let keywords = ["SIZE 1000", "CHUNKING", "BINARYMIME", "SMTPUTF8", "X-\(number(0...40))"]
      session.offer(
        before: ["STARTTLS", "8bitmime"].filter { _ in chance(70) },
        after: keywords.filter { _ in chance(60) })
    }
    session.latencies.total = Int64(number(0...100_000_000))
    session.latencies.handshake = chance(50) ? Int64(number(0...900_000)) : nil
    return session
  }
}
