// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// All facts of a session: without its records, what is needed to go on with it, and its place in an input.
extension Session: FieldCoded {
  package static var blank: Session { Session() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try codeIdentity(&archive)
    try codeKeys(&archive)
    try archive.octets(&text)
    try codePeer(&archive)
    try tls.code(&archive)
    try codeWhatHappened(&archive)
    if archive.isReading, !rangesFit { throw .impossible }
  }

  private mutating func codeIdentity(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.mark(&start.microseconds, &id.value)
    try archive.time(&end.microseconds)
    try archive.choice(&dialect)
    try archive.choice(&unit)
    try archive.choice(&direction)
    var offset = zoneOffsetMinutes.map(Int64.init)
    try archive.difference(&offset)
    zoneOffsetMinutes = offset.map(Int16.init(clamping:))
    try archive.choice(&yearSource)
    try archive.number(&recordCount)
    try archive.number(&doubt.rawValue)
    try archive.number(&thrownDoubt.rawValue)
    try archive.flag(&truncated)
    try archive.number(&duplicateRecords)
    try archive.flag(&lacksBeginning)
    try archive.word(&thread)
    try archive.word(&loggedThread)
    try archive.flag(&mayFollow)
    try archive.flag(&isFragment)
  }

  private mutating func codeKeys(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.flag(&hasInfo)
    for key in [\Session.warningKey, \.errorKey, \.fatalKey] {
      try archive.value(wordOrZero: &self[keyPath: key])
    }
    try archive.list(&repeatedRecords, atMost: SessionLimits.entries, filling: 0) {
      (archive, word) throws(CodingDefect) in try archive.word(&word)
    }
  }

  private mutating func codePeer(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&peerName)
    try archive.value(&peerAddress)
    try archive.value(&helo)
    try archive.choice(&extended)
    try archive.choice(&greeted)
    try archive.flag(&greetingMismatch)
    try archive.flag(&greetingUnresolvable)
    try archive.value(&recipientDomain)
    try archive.value(&verifiedName)
    try facts.code(&archive)
  }

  private mutating func codeWhatHappened(
    _ archive: inout some FieldArchive
  ) throws(CodingDefect) {
    try archive.choice(&ending)
    try archive.value(&gaveUp)
    try archive.choice(&quit)
    let most = SessionLimits.entries
    try archive.list(&transactions, atMost: most)
    try archive.list(&forwardPaths, atMost: most)
    try archive.list(&parameters, atMost: most)
    try archive.list(&refusals, atMost: most)
    try archive.list(&offences, atMost: most, filling: .earlyTalker) {
      (archive, offence) throws(CodingDefect) in try archive.choice(&offence)
    }
    try archive.list(&offeredBeforeTLS, atMost: most)
    try archive.list(&offeredAfterTLS, atMost: most)
    try archive.list(&missingCertificates, atMost: most)
    try archive.difference(&latencies.connectToGreeting)
    try archive.difference(&latencies.handshake)
    try archive.difference(&latencies.greetingToMail)
    try archive.difference(&latencies.mailToEnd)
    try archive.difference(&latencies.total)
  }

  /// The session without its records, and without what is needed to go on with it.
  package var withoutRecords: Session {
    var session = self
    session.records = []
    session.recordText = []
    session.continuation = nil
    return session
  }

  /// Every range lies in what it is a range of.
  private var rangesFit: Bool {
    let own = [
      peerName, peerAddress, helo, recipientDomain, verifiedName, gaveUp, tls.version, tls.cipher,
      tls.error, tls.verifyErrorText,
    ]
    let lists = [parameters, offeredBeforeTLS, offeredAfterTLS, missingCertificates].joined()
    let fits = { (range: TextRange) in range.end <= text.count }
    return own.allSatisfy(fits) && lists.allSatisfy(fits)
      && forwardPaths.allSatisfy { fits($0.path) }
      && refusals.allSatisfy {
        fits($0.text) && fits($0.path) && $0.transaction < transactions.count
      }
      && transactions.allSatisfy {
        fits($0.reversePath) && $0.forwardPaths.upperBound <= forwardPaths.count
          && $0.parameters.upperBound <= parameters.count
      }
  }
}

extension TextRange: FieldCoded {
  package static var blank: TextRange { .empty }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.number(&start)
    try archive.number(&count)
  }
}

extension TLSFacts {
  fileprivate mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.choice(&state)
    try archive.choice(&method)
    try archive.choice(&certificate)
    try archive.value(&version)
    try archive.value(&cipher)
    try archive.number(&bits)
    try archive.value(&error)
    try archive.number(&verifyError)
    try archive.value(&verifyErrorText)
    try archive.flag(&saysUnverified)
    try archive.flag(&attempted)
    try archive.flag(&continuedInPlaintext)
  }
}

extension Transaction: FieldCoded {
  package static var blank: Transaction { Transaction() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&reversePath)
    try archive.flag(&isMailLogged)
    try archive.flag(&areParametersLogged)
    try archive.range(&forwardPaths, upTo: SessionLimits.entries)
    try archive.range(&parameters, upTo: SessionLimits.entries)
    try archive.choice(&transfer)
    try archive.number(&chunks)
    try archive.number(&octets)
    try archive.number(&chunkOctets)
    try archive.number(&declaredSize)
    try archive.choice(&delivered)
    try archive.flag(&stored)
    try archive.flag(&accepted)
    try archive.choice(&body)
    try archive.flag(&smtputf8)
    try archive.flag(&perRecipient)
    try archive.number(&refusedRecipients)
    try archive.time(&start.microseconds)
  }
}

extension ForwardPath: FieldCoded {
  package static var blank: ForwardPath { ForwardPath(path: .empty, accepted: false) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&path)
    try archive.flag(&accepted)
  }
}

extension RefusalFact: FieldCoded {
  package static var blank: RefusalFact {
    RefusalFact(verb: .other, code: 0, enhanced: nil, implied: false, text: .empty)
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.choice(&verb)
    try archive.number(&code)
    try archive.number(&replyClass)
    try archive.value(&enhanced)
    try archive.flag(&implied)
    try archive.value(&text)
    try archive.value(&path)
    try archive.choice(&reason)
    var place = transaction + 1
    try archive.length(&place, upTo: SessionLimits.entries)
    transaction = place - 1
  }
}
