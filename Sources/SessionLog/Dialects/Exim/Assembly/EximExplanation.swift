// SPDX-License-Identifier: Apache-2.0

/// Lines as records of a transcript.
extension EximStatement {
  /// The line, to be kept. Ranges are those of the octets that the record is of.
  func kept(_ record: EximRecord) -> KeptRecord {
    KeptRecord(
      time: record.time, severity: marks.contains(.rejected) ? .warning : .info,
      origin: isOutbound ? .client : .server, record: record.line, message: record.text,
      event: event)
  }

  private var isOutbound: Bool {
    switch kind {
    case .delivered, .deferred, .failed, .hostFailed, .unencrypted, .daneFailed: true
    case .handshakeFailed, .tlsReadFailed, .tlsBroken, .certificateError: hasID
    default: false
    }
  }

  /// What the line says in the words that all dialects have in common.
  private var event: SessionEvent {
    switch kind {
    case .connected: .connected(client: host.address)
    case .quit: .quit
    case .lost, .disconnected, .lostInData, .closedByEOF: .peerClosed
    case .commandTimeOut, .dataTimeOut: .timedOut(client: .empty)
    case .closedByUs, .dropped, .terminated: .processEnded
    case .noMail: .otherCommand(verb: commands)
    case .incomplete, .senderVerification: .mailFrom(path: sender, parameters: .empty)
    case .arrived: .delivered(octets: octets, id: .empty)
    case .discarded: .rcptTo(path: recipient)
    case .handshakeFailed, .tlsClientLeft, .unencrypted, .daneFailed, .tlsUnavailable:
      .tlsError(text: detail)
    case .tlsReadFailed, .tlsBroken: .connectionFailed(text: detail)
    case .certificateError:
      .chainElementRejected(error: 0, text: detail, depth: 0, subject: tls.subject)
    case .refusedConnection: .blocked(reason: .badHost, detail: detail)
    case .refused, .authenticationFailed, .synchronisationError, .syntaxError, .protocolError,
      .perRecipient, .deferred, .failed, .hostFailed:
      .replyLine(code: 0, more: false, text: detail)
    case .delivered: .replyLine(code: 250, more: false, text: detail)
    case .peerRemark, .remark, .unknown, .completed: .remark
    }
  }
}
