// SPDX-License-Identifier: Apache-2.0

/// A message was delivered to an address; `->` is a further recipient of the same transaction, `>>`
/// a delivery while the message was received, `*>` one that was only shown (`-N`). Without `H=` it
/// is a delivery on the host itself.
enum EximDelivery: EximPattern {
  static let name = "delivery"
  static let meaning = "A message was delivered to an address."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["=> ", "-> ", ">> ", "*> "]
  static let samples = [
    EximSample(
      "=> user@dane.sec.example R=dane_host T=remote_smtp_dane H=mx.dane.sec.example [192.0.2.42] X=TLS1.3:ECDHE_SECP256R1__ECDSA_SECP256R1_SHA256__AES_256_GCM:256 CV=dane DN=\"CN=mx.dane.sec.example\" K C=\"250 2.0.0 Ok: queued as 773222A55E\"",
      id: true,
      gives:
        "delivered name=mx.dane.sec.example address=192.0.2.42 suite=TLS1.3:ECDHE_SECP256R1__ECDSA_SECP256R1_SHA256__AES_256_GCM:256 verified=dane subject=CN=mx.dane.sec.example recipient=user@dane.sec.example chunked detail=250 2.0.0 Ok: queued as 773222A55E"
    ),
    EximSample(
      "-> b@reuse.example R=dnslookup T=remote_smtp H=mx.reuse.example [192.0.2.46]* I=[198.51.100.25] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no K C=\"250 2.0.0 Ok: \\\"queued\\\" as B8\" QT=0.1s DT=0.002s",
      id: true, versions: "4.95–",
      gives:
        "delivered name=mx.reuse.example address=192.0.2.46 reused suite=TLS1.3:TLS_AES_256_GCM_SHA384:256 verified=no recipient=b@reuse.example chunked additional detail=250 2.0.0 Ok: \\\"queued\\\" as B8"
    ),
    EximSample(
      "=> quoted@full.example <\"quoted\"@full.example> F=<sender@exim-mx.example> P=<sender@exim-mx.example> R=dnslookup T=remote_smtp S=900 H=mx.full.example DS [2001:db8:c::2]:25 C=\"250 ok\"",
      id: true,
      gives:
        "delivered name=mx.full.example address=2001:db8:c::2 port=25 sender=sender@exim-mx.example recipient=\"quoted\"@full.example octets=900 parent detail=250 ok"
    ),
    EximSample(
      "=> a b@full.example <\"a b\"@full.example> R=dnslookup T=remote_smtp H=mx.full.example [192.0.2.10] C=\"250 ok\"",
      id: true,
      gives:
        "delivered name=mx.full.example address=192.0.2.10 recipient=\"a b\"@full.example parent detail=250 ok"
    ),
    EximSample(
      "=> bob@other.example <alias@exim-mx.example> R=dnslookup T=remote_smtp H=mx.other.example [192.0.2.10] C=\"250 ok\"",
      id: true,
      gives:
        "delivered name=mx.other.example address=192.0.2.10 recipient=bob@other.example detail=250 ok"
    ),
    EximSample(
      "=> alice <alice@exim-mx.example> R=local T=local_delivery S=12 QT=0.1s", id: true,
      gives: "delivered recipient=alice octets=12 local"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard statement.hasID else { return false }
    statement.kind = .delivered
    if cursor.skip("-> ") || cursor.skip("*> ") {
      statement.marks.insert(.additional)
    } else if !cursor.skip("=> "), !cursor.skip(">> ") {
      return false
    }
    statement.readDelivery(&cursor)
    guard !cursor.sees(" (") else { return false }
    statement.readRemote(&cursor)
    return true
  }
}

extension EximStatement {
  /// What the three kinds of delivery lines have in common: address, router, transport and, where it
  /// left the host, the remote server.
  mutating func readDelivery(_ cursor: inout MessageCursor) {
    let (used, parent) = EximPath.delivered(&cursor)
    recipient = used
    // The path as it was given has its quotes in the second one.
    if let parent, EximPath.isQuoted(parent, formOf: used, cursor.octets) {
      recipient = parent
      marks.insert(.parent)
    }
    readItems(&cursor)
    if host.isEmpty { marks.insert(.local) }
  }

  /// `H=host` and the items behind it.
  mutating func readRemote(_ cursor: inout MessageCursor) {
    guard cursor.skip(" H="), let remote = EximHost.read(&cursor) else { return }
    host = remote
    marks.remove(.local)
    readItems(&cursor)
  }
}
