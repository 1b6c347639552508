// SPDX-License-Identifier: Apache-2.0

/// All messages of Postfix that are known.
///
/// No message is taken by more than one pattern, so that it does not matter which is tried first.
package enum PostfixCatalogue {
  /// Every pattern. The generated document lists them in this order.
  package static let patterns: [any PostfixPattern.Type] = [
    // Connections
    ConnectPattern.self, DisconnectPattern.self, BrokenConnectionPattern.self,
    NameUnconfirmedPattern.self, LimitPattern.self, PipeliningPattern.self,
    NonSMTPCommandPattern.self, AddressSyntaxPattern.self, PeerWarningPattern.self,
    ProxyProtocolPattern.self,
    // TLS
    TLSEstablishedPattern.self, HandshakeFailedPattern.self, TLSProblemPattern.self,
    CertificateRefusedPattern.self, TLSDetailPattern.self, STARTTLSOfferedPattern.self,
    TLSProxyPattern.self,
    // Messages
    ClientPattern.self, PickupPattern.self, MessageIDPattern.self, QueuePattern.self,
    RemovedPattern.self, NotificationPattern.self, SizePattern.self, ActionPattern.self,
    // Delivery
    DeliveryPattern.self, FailedAttemptPattern.self, ClientRemarkPattern.self,
    // postscreen
    ScreenPattern.self, BlocklistPattern.self,
    // The mail system
    SystemPattern.self, ProcessPattern.self, StatisticsPattern.self, ConfigurationPattern.self,
  ]

  private static let dispatch = PostfixDispatch(patterns)

  /// What a message says, or nil where no pattern takes it. Allocates nothing.
  package static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    dispatch.match(text, from: context)
  }
}

extension PostfixCatalogue {
  /// Reads a message; the ranges of the result are of `text`, those of the event of its own text.
  @inline(__always)
  static func read(
    _ text: Span<UInt8>, _ range: TextRange, from daemon: PostfixDaemon
  ) -> (PostfixMessage, PostfixEvent?) {
    var message = PostfixMessage.read(text.extracting(range.indices))
    message.text = message.text.moved(by: Int(range.start))
    if !message.queueID.isEmpty {
      message.queueID = message.queueID.moved(by: Int(range.start))
    }
    let context = PostfixContext(
      daemon: daemon, severity: message.severity, hasQueueID: !message.queueID.isEmpty)
    return (message, match(text.extracting(message.text.indices), from: context))
  }
}
