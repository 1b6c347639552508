// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// Deliveries to servers by process of smtp; what local agents do is counted.
extension PostfixAssembler {
  mutating func takeDelivery(
    _ delivery: PostfixDelivery, _ record: borrowing PostfixRecord, _ text: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    guard delivery.status != .other else {
      flow.recordsOutsideSessions += 1
      return
    }
    let copies = Int(record.message.copies)
    // Local agents name a transport or a socket; LMTP, even over TCP, hands mail to a store of ours.
    let isLocal =
      switch record.daemon {
      case .smtp: false
      case .unnamed: delivery.isLocal(text, record)
      case .error, .retry: false
      default: true
      }
    if isLocal {
      flow.local.add(delivery.status, copies)
      flow.recordsOutsideSessions += 1
      return
    }
    guard !delivery.relay.address.isEmpty, record.daemon.isSender else {
      flow.withoutServer.add(delivery.status, copies)
      takeWithoutServer(record, text, into: &sink)
      return
    }
    flow.remote.add(delivery.status, copies)
    let address = record.place(delivery.relay.address)
    let key = queueKey(record, text)
    let index = slot(for: record, key, text.extracting(address.indices), text, into: &sink)
    deliveries[index].note(record, text, keeps: keepsRecords)
    deliveries[index].apply(delivery, record, text)
    fillMessage(index)
  }

  /// A line about TLS begins a connection, or goes on with one whose lines were all about TLS.
  mutating func takeClientTLS(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    // tlsproxy reports the handshakes of others a second time.
    guard record.daemon.isSender else {
      flow.recordsOutsideSessions += 1
      return
    }
    var index = deliveries.index(of: record.process)
    if let open = index, deliveries[open].isOpen {
      var isOther = false
      let peer = record.event.peer
      if let peer {
        let address = text.extracting(record.place(peer.address).indices)
        isOther = !deliveries[open].agrees(with: address)
      }
      let isNext: Bool
      if case .tlsEstablished = record.event {
        isNext = deliveries[open].hasOutcome || deliveries[open].isTLSKnown
      } else {
        isNext = deliveries[open].hasOutcome && peer != nil
      }
      if isOther || isNext {
        flush(open, into: &sink)
        index = nil
      }
    } else {
      index = nil
    }
    let place: Int
    if let index { place = index } else { place = openDelivery(record, text, into: &sink) }
    deliveries[place].note(record, text, keeps: keepsRecords)
    deliveries[place].applyTLS(record, text)
  }

  /// A server was tried in vain, and the delivery goes on with another one.
  mutating func takeFailure(
    _ peer: PostfixPeer, _ range: TextRange, _ record: borrowing PostfixRecord,
    _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    guard record.daemon.isSender else {
      flow.recordsOutsideSessions += 1
      return
    }
    let key = queueKey(record, text)
    guard key != 0 else { return takeAttempt(peer, record, text, into: &sink) }
    var stated = peer
    if stated.address.isEmpty, let named = Self.peer(in: text, record.place(range)) {
      stated = named.moved(by: -Int(record.message.text.start))
    }
    let index = slot(
      for: record, key, text.extracting(record.place(stated.address).indices), text, into: &sink)
    deliveries[index].note(record, text, keeps: keepsRecords)
    deliveries[index].setPeer(stated, record, text)
    deliveries[index].applyFailure(range, record, text)
    flush(index, into: &sink)
  }

  /// `connect to …: …` reached no server.
  private mutating func takeAttempt(
    _ peer: PostfixPeer, _ record: borrowing PostfixRecord, _ text: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    if let open = deliveries.index(of: record.process) { flush(open, into: &sink) }
    let index = openDelivery(record, text, into: &sink)
    deliveries[index].note(record, text, keeps: false)
    deliveries[index].setPeer(peer, record, text)
    flow.recordsOutsideSessions += 1
    sink.takeAttempt(deliveries[index].session)
    deliveries[index].isOpen = false
    deliveries.give(index)
  }

  private mutating func takeWithoutServer(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    flow.recordsOutsideSessions += 1
    guard let open = deliveries.index(of: record.process) else { return }
    // It was lost before the relay was noted: what failed is the handshake, or the greeting.
    flush(open, into: &sink)
  }

  /// The slot for a line about a message and a server.
  private mutating func slot(
    for record: borrowing PostfixRecord, _ key: UInt64, _ address: Span<UInt8>,
    _ text: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    if let open = deliveries.index(of: record.process), deliveries[open].isOpen {
      let silence = record.time.since(deliveries[open].session.end)
      let isNamed = deliveries[open].queueKey != 0
      let isSame = !isNamed || deliveries[open].queueKey == key
      if isSame, silence <= PostfixLimits.deliverySilence, deliveries[open].agrees(with: address) {
        deliveries[open].queueKey = key
        return open
      }
      flush(open, into: &sink)
    }
    let index = openDelivery(record, text, into: &sink)
    deliveries[index].queueKey = key
    return index
  }

  private mutating func openDelivery(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    if deliveries.usedCount >= PostfixLimits.openSessions {
      for index in 0..<deliveries.count where deliveries[index].isOpen {
        flush(index, into: &sink)
      }
    }
    let index = deliveries.take(record.process)
    deliveries[index].begin(record, text, input: inputIndex)
    // No line begins a delivery for certain: that about TLS may be lost.
    deliveries[index].session.doubt.formUnion(
      losses.doubt(process: 0, thread: record.process, at: newest))
    return index
  }

  /// Puts in what the queue manager said of the message.
  private mutating func fillMessage(_ index: Int) {
    guard !deliveries[index].isMessageKnown, !deliveries[index].session.transactions.isEmpty,
      let entry = queue.index(of: deliveries[index].queueKey)
    else { return }
    deliveries[index].isMessageKnown = true
    deliveries[index].session.transactions[0].octets = queue[entry].octets
    guard queue[entry].hasReversePath else { return }
    let path = deliveries[index].session.keep(queue[entry].reversePath.span)
    deliveries[index].session.transactions[0].reversePath = path
    deliveries[index].session.transactions[0].isMailLogged = true
  }

  /// A delivery attempt is over.
  mutating func flush(_ index: Int, into sink: inout some SessionSink) {
    guard deliveries[index].isOpen else { return }
    deliveries[index].isOpen = false
    if deliveries[index].hasOutcome || deliveries[index].handshakeFailed {
      let isLogged = servicesWithTLS.contains(deliveries[index].service)
      deliveries[index].settle(tlsIsLogged: isLogged, &encrypted)
      sink.take(&deliveries[index].session)
    } else {
      flow.recordsOutsideSessions += Int(deliveries[index].session.recordCount)
    }
    deliveries.give(index)
  }

  /// The peer that a text names behind ` host `.
  private static func peer(in text: Span<UInt8>, _ range: TextRange) -> PostfixPeer? {
    var cursor = MessageCursor(text)
    cursor.position = Int(range.start)
    cursor.end = range.end
    return cursor.take(through: " host ") == nil ? nil : PostfixPeer.take(&cursor)
  }
}

extension ClientDelivery {
  /// Settles what the lines together say.
  fileprivate mutating func settle(tlsIsLogged: Bool, _ encrypted: inout EncryptedServers) {
    // Without a greeting there was no occasion for TLS, and where our client would not go on it is its
    // own choice. Where lines are lost, that of the handshake may be one of them.
    let hadOccasion = session.greeted == .yes && session.gaveUp.isEmpty
    let address = RecordHash.hash(session.octets(session.peerAddress))
    if session.tls.state == .encrypted || session.tls.state == .verified {
      encrypted.note(address)
    } else if !isTLSKnown, tlsIsLogged, hadOccasion, session.doubt.isEmpty,
      encrypted.isCertainlyPlain(address)
    {
      session.tls.state = .plaintext
    }
    if session.tls.state == .encrypted, session.tls.verifyError != 0 {
      // The chain may be good, and the name another one.
      session.tls.certificate = .offeredBad
    }
    if session.tls.attempted || session.tls.state == .verified { session.extended = .yes }
    if !session.transactions.isEmpty { session.transactions[0].delivered = Stated(sent > 0) }
    session.withholdWhatIsInDoubt()
  }
}

extension PostfixDelivery {
  /// Where no daemon is named: a local agent gives its own name, or a socket, as relay.
  fileprivate func isLocal(_ text: Span<UInt8>, _ record: borrowing PostfixRecord) -> Bool {
    let address = text.extracting(record.place(relay.address).indices)
    if !address.isEmpty {
      return !isRemote || address.holdsExactly("127.0.0.1") || address.holdsExactly("::1")
    }
    let isNone = text.extracting(record.place(relay.name).indices).holdsExactly("none")
    return !isNone || status == .sent
  }
}

extension PostfixEvent {
  /// The server of a line about TLS.
  fileprivate var peer: PostfixPeer? {
    switch self {
    case .tlsEstablished(_, _, _, let peer, _, _, _), .handshakeFailed(_, let peer, _),
      .certificateRefused(let peer, _, _):
      peer
    default: nil
    }
  }
}

extension DeliveryCounts {
  fileprivate mutating func add(_ status: PostfixDelivery.Status, _ count: Int) {
    switch status {
    case .sent: sent += count
    case .deferred: deferred += count
    case .bounced: bounced += count
    case .other: break
    }
  }
}
