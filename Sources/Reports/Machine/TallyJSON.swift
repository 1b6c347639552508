// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
package import SessionLog

/// A tally as a JSON object.
package enum TallyJSON {
  package static func write(
    _ tally: ProviderTally, times: (LogTimestamp) -> String, into writer: inout JSONWriter
  ) {
    writer.object { writeMembers(of: tally, times: times, into: &$0) }
  }

  package static func writeMembers(
    of tally: ProviderTally, times: (LogTimestamp) -> String, into writer: inout JSONWriter
  ) {
    writer.member("provider", tally.provider.name)
    writer.member("key", tally.provider.key)
    writer.member("kind", tally.provider.kind.name)
    writer.member("direction", tally.direction.name)
    writer.member("sessions", tally.sessions)
    if tally.deliveries > 0 { writer.member("deliveries", tally.deliveries) }
    writer.member("inDoubt", tally.inDoubt)
    writer.member("delivering", tally.delivering)
    writer.member("messages", tally.messages)
    writer.member("octets", tally.loggedOctets.value)
    writer.member("messagesWithoutOctets", tally.messagesWithoutOctets)
    writer.member("first", tally.first.map(times))
    writer.member("last", tally.last.map(times))
    writer.member("greeted", tally.greeted)
    writer.member("extended", tally.extended)
    writer.member("leftBeforeTLS", tally.leftBeforeTLS)
    writer.member("greetedInPlaintext", tally.greetedInPlaintext)
    write(tally.tls, into: &writer)
    writer.object("ended") { object in
      for ending in SessionEnd.allCases { object.member(ending.name, tally.endings[ending]) }
    }
    writer.member("quitDelivering", tally.ifQuitLogged(tally.quitDelivering))
    writer.member("quitNotLogged", tally.quitUntold)
    writer.member("endedByClient", tally.endedByClient)
    writer.member("quitByClient", tally.ifQuitLogged(tally.quitByClient))
    writeTransfer(of: tally, into: &writer)
    writer.member("transactions", tally.transactions)
    writer.member("nullReversePaths", tally.nullReversePaths)
    writer.member("recipientsAccepted", tally.recipientsAccepted)
    writer.member("recipientsRefused", tally.recipientsRefused)
    writer.member("greetingMismatches", tally.greetingMismatches)
    write(tally.quoted, into: &writer)
    write(tally.unicode, into: &writer)
    write(tally.refusals, into: &writer)
    writer.object("offences") { object in
      for offence in Offence.allCases where tally.offences[offence] > 0 {
        object.member(offence.name, tally.offences[offence])
      }
    }
    write(tally.offers, into: &writer)
    writer.array("missingCertificates") { array in
      for entry in tally.missingCertificates.ranked {
        array.object { object in
          object.member("name", entry.key)
          object.member("count", entry.count)
          object.member("example", entry.first.id.description)
        }
      }
    }
  }

  private static func write(_ tls: TLSTally, into writer: inout JSONWriter) {
    writer.object("tls") { object in
      object.member("plaintext", tls.states[.plaintext])
      object.member("encrypted", tls.states[.encrypted])
      object.object("verified") { methods in
        // Only logs that do not state the usage of a TLSA record have `dane`.
        for method in TLSFacts.Method.allCases where method != .dane || tls.methods[.dane] > 0 {
          methods.member(method.name, tls.ifVerificationLogged(tls.methods[method]))
        }
        let known = TLSFacts.Method.allCases.reduce(0) { $0 + tls.methods[$1] }
        methods.member(
          "unknown", tls.ifVerificationLogged(max(0, tls.states[.verified] - known)))
      }
      object.member("failed", tls.states[.failed])
      object.member("notLogged", tls.states[.notLogged])
      object.object("messages") { messages in
        for state in TLSFacts.State.allCases {
          messages.member(state.name, tls.messages[state])
        }
      }
      object.object("certificates") { certificates in
        for certificate in TLSFacts.Certificate.allCases {
          certificates.member(
            certificate.name, tls.ifVerificationLogged(tls.certificates[certificate]))
        }
      }
      object.member("verificationNotLogged", tls.verificationUntold)
      object.object("protocols") { versions in
        for version in SuiteVersion.allCases where tls.versions[version] > 0 {
          versions.member(version == .other ? "unknown" : version.name, tls.versions[version])
        }
      }
      object.object("ciphers") { ciphers in
        for entry in tls.ciphers.ranked { ciphers.member(entry.key, entry.count) }
      }
      object.member("forwardSecrecy", tls.ifCiphersLogged(tls.forwardSecrecy[.yes]))
      object.member("weak", tls.weak)
      object.member("attempted", tls.attempted)
      object.member("continuedInPlaintext", tls.continuedInPlaintext)
      object.member("deliveredAfterFailure", tls.deliveredAfterFailure)
      object.array("verifyErrors") { array in
        for entry in tls.verifyErrors.ranked {
          array.object { error in
            error.member("number", entry.key.number)
            error.member("text", OpenSSLVerifyError.text(entry.key.number))
            error.member("count", entry.count)
          }
        }
      }
      object.array("handshakeErrors") { array in
        for entry in tls.handshakeErrors.ranked {
          array.object { error in
            error.member("text", entry.key)
            error.member("count", entry.count)
          }
        }
      }
    }
  }

  private static func writeTransfer(of tally: ProviderTally, into writer: inout JSONWriter) {
    let transfer = tally.transfer
    writer.object("transfer") { object in
      object.member("DATA", tally.ifCommandsLogged(transfer.messages[.data]))
      object.member("BDAT", tally.ifCommandsLogged(transfer.messages[.bdat]))
      object.member("commandLogged", transfer.commandsTold)
      object.member("parametersLogged", transfer.parametersTold)
      object.member("octetsDATA", tally.loggedOctets(by: .data).value)
      object.member("octetsBDAT", tally.loggedOctets(by: .bdat).value)
      object.member("chunks", tally.ifCommandsLogged(transfer.chunks))
      object.member("multiChunk", tally.ifCommandsLogged(transfer.multiChunk))
    }
    writer.object("body") { object in
      for body in Transaction.BodyKind.allCases {
        object.member(body.name, tally.ifParametersLogged(transfer.bodies[body]))
      }
    }
    writer.member("smtputf8", tally.ifParametersLogged(transfer.smtputf8))
  }

  private static func write(_ quoted: QuotedTally, into writer: inout JSONWriter) {
    writer.object("quotedLocalParts") { object in
      object.member("seen", quoted.seen)
      object.member("accepted", quoted.accepted)
      object.member("refused", quoted.refused)
      object.member("mangled", quoted.mangled)
    }
  }

  private static func write(_ unicode: UnicodeTally, into writer: inout JSONWriter) {
    writer.object("unicodeAddresses") { object in
      object.member("seen", unicode.seen)
      object.member("accepted", unicode.accepted)
      object.member("refused", unicode.refused)
      object.member("givenUp", unicode.givenUp)
    }
  }

  private static func write(_ refusals: RefusalTally, into writer: inout JSONWriter) {
    writer.array("refusals") { array in
      for entry in refusals.entries {
        array.object { object in
          object.member("verb", entry.key.verb.name)
          object.member("code", entry.key.code == 0 ? nil : entry.key.code)
          if entry.key.code == 0, entry.key.replyClass > 0 {
            object.member("class", entry.key.replyClass)
          }
          object.member("enhanced", entry.key.enhanced?.description)
          object.member("implied", entry.key.implied)
          object.member("count", entry.count)
          object.member("text", entry.sample.isEmpty ? nil : entry.sample)
          object.member("example", entry.first.id.description)
        }
      }
    }
    writer.member("refusalsNotListed", refusals.othersCount)
    writer.member("sessionsWithRefusals", refusals.sessions)
  }

  private static func write(_ offers: OfferTally, into writer: inout JSONWriter) {
    writer.object("offered") { object in
      object.member("sessions", offers.sessions)
      object.member("delivering", offers.delivering)
      object.object("keywords") { keywords in
        for keyword in KnownKeyword.allCases where offers.offered[keyword] > 0 {
          keywords.member(keyword.name, offers.offered[keyword])
        }
        for entry in offers.otherKeywords.ranked { keywords.member(entry.key, entry.count) }
      }
      object.object("used") { used in
        for keyword in KnownKeyword.allCases where offers.used[keyword] > 0 {
          used.member(keyword.name, offers.used[keyword])
        }
      }
    }
  }
}
