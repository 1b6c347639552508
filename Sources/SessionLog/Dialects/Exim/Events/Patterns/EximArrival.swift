// SPDX-License-Identifier: Apache-2.0

/// A message was accepted. `K`: it came by BDAT. A message without `H=` was submitted on the host
/// itself, or is a bounce that was made there: no session.
enum EximArrival: EximPattern {
  static let name = "arrival"
  static let meaning = "A message was accepted for delivery."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["<= ", "(= "]
  static let samples = [
    EximSample(
      "<= ben@cloudpost.example H=mta3.cloudpost.example [203.0.113.62] P=esmtp K S=660 id=48de8d3a062@cloudpost.example",
      id: true, versions: "4.88–",
      gives:
        "arrived name=mta3.cloudpost.example address=203.0.113.62 protocol=esmtp sender=ben@cloudpost.example octets=660 chunked"
    ),
    EximSample(
      "<= \"a b\"@uni.example H=mta3.uni.example [203.0.113.42]:58281 I=[198.51.100.25]:25 P=esmtps L.- X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no DN=\"O=Sonder, Zeichen \"GmbH\" & Co/KG,CN=mta.otherca.example\" SNI=mail.exim-mx.example S=9275 M8S=8 RT=0.004s id=632f0f1a6191@uni.example T=\"a \\\"K\\\" b\" from <\"a b\"@uni.example> for \"a b\"@exim-mx.example b@exim-mx.example",
      id: true,
      gives:
        "arrived name=mta3.uni.example address=203.0.113.42 port=58281 protocol=esmtps suite=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 verified=no subject=O=Sonder, Zeichen \"GmbH\" & Co/KG,CN=mta.otherca.example sender=\"a b\"@uni.example recipients=\"a b\"@exim-mx.example b@exim-mx.example octets=9275 body=8"
    ),
    EximSample(
      "<= anna@uni.example H=mta3.uni.example [203.0.113.42] P=utf8esmtps X=TLSv1.1:ECDHE-RSA-AES256-SHA:256 CV=yes DN=\"/C=DE/O=Uni Mail/CN=mta.uni.example\" PRDR S=675",
      id: true, versions: "–4.92",
      gives:
        "arrived name=mta3.uni.example address=203.0.113.42 protocol=utf8esmtps suite=TLSv1.1:ECDHE-RSA-AES256-SHA:256 verified=yes subject=/C=DE/O=Uni Mail/CN=mta.uni.example sender=anna@uni.example octets=675 prdr"
    ),
    EximSample(
      "<= noreply@letterbox.example DS H=mta4.letterbox.example [203.0.113.23] P=smtp S=12",
      id: true, versions: "4.88–",
      gives:
        "arrived name=mta4.letterbox.example address=203.0.113.23 protocol=smtp sender=noreply@letterbox.example octets=12"
    ),
    EximSample(
      "<= <> R=1xYCK4-0006sB-0B U=Debian-exim P=local S=1200", id: true,
      gives: "arrived protocol=local sender=<> octets=1200 local"),
    EximSample(
      "(= <> H=(x) [203.0.113.4] U=ident P=esmtpsa X=TLS1.2:RSA__AES_256_CBC__SHA1:256 CV=no A=plain:alice S=1 DKIM=uni.example",
      id: true, versions: "4.88–",
      gives:
        "arrived helo=x address=203.0.113.4 protocol=esmtpsa suite=TLS1.2:RSA__AES_256_CBC__SHA1:256 verified=no sender=<> octets=1 fake"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip("(= ") {
      statement.marks.insert(.fake)
    } else if !cursor.skip("<= ") {
      return false
    }
    guard statement.hasID else { return false }
    statement.kind = .arrived
    statement.marks.insert(.sender)
    if !cursor.skip("<>") { statement.sender = EximPath.word(&cursor) }
    _ = cursor.skip(" DS")
    if cursor.sees(" R=") {
      cursor.position += 1
      _ = cursor.take(until: UInt8(ascii: " "))
    }
    if cursor.skip(" H=") {
      guard let host = EximHost.read(&cursor) else { return false }
      statement.host = host
    } else {
      statement.marks.insert(.local)
    }
    statement.readItems(&cursor)
    return true
  }
}
