// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@testable import SessionLog

/// What sessions the lines of a log are put together to.
@Suite struct EximSessionTests {
  // MARK: By process

  @Test func `a process is a session, from its connection to what is written when it ends`() {
    let log = EximLog(
      "2026-12-01 01:06:37.715 [29403] SMTP connection from [203.0.113.53] (TCP/IP connection count = 1)",
      "2026-12-01 01:06:37.717 [29403] SMTP connection from [203.0.113.53] (TCP/IP connection count = 2)",
      "2026-12-01 01:06:37.765 [29445] SMTP connection from (x) [203.0.113.53] closed by QUIT",
      "2026-12-01 01:06:37.769 [29443] 1xYCKL-0007et-2S <= a@lists.example H=mta4.lists.example [203.0.113.53] P=esmtp K S=9301 for b@exim-mx.example",
      "2026-12-01 01:06:37.966 [29445] no MAIL in SMTP connection from (x) [203.0.113.53] D=0.225s C=EHLO,QUIT",
      "2026-12-01 01:06:37.967 [29443] SMTP connection from mta4.lists.example [203.0.113.53] lost D=0.084s"
    )
    #expect(
      log.summaries == [
        "in 203.0.113.53 tls=plaintext quit=yes end=quit",
        "in 203.0.113.53 tls=plaintext quit=no end=lostAfterMessage <a@lists.example>1/1,bdat,9301,yes",
      ])
  }

  @Test func `since 4.97 the connection is logged by its own process`() {
    let log = EximLog(
      "2026-12-01 01:07:27.440 [2314] SMTP connection from [203.0.113.4]:53949 Ci=2314 (TCP/IP connection count = 1)",
      "2026-12-01 01:07:27.443 [2317] SMTP connection from [203.0.113.4]:42403 Ci=2317 (TCP/IP connection count = 2)",
      "2026-12-01 01:07:27.561 [2317] SMTP connection Ci=2317 from (x) [203.0.113.4]:42403 D=0.1s closed by QUIT",
      "2026-12-01 01:07:27.569 [2314] SMTP connection Ci=2314 from (y) [203.0.113.4]:53949 lost D=0.128s"
    )
    #expect(
      log.summaries == [
        "in 203.0.113.4 tls=notLogged quit=no end=lostIdle",
        "in 203.0.113.4 tls=notLogged quit=yes end=quit",
      ])
    #expect(log.sessions.allSatisfy { $0.recordCount == 2 })
  }

  @Test func `a process id that is used again is another session`() {
    let log = EximLog(
      "2026-12-01 01:06:37 [77] SMTP connection from (x) [203.0.113.1] closed by QUIT",
      "2026-12-01 01:06:38 [77] SMTP connection from (x) [203.0.113.2] closed by QUIT",
      "2026-12-01 01:06:39 [77] H=(x) [203.0.113.2] rejected VRFY a: no")
    #expect(log.sessions.count == 3)
  }

  // MARK: By what else joins

  @Test func `messages of one process, known by their ids, are one session`() {
    let log = EximLog(
      "2026-12-01 01:06:20 1xYCK4-0006sD-0R <= a@lists.example H=mta4.lists.example [203.0.113.53] P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=10",
      "2026-12-01 01:06:20 1xYCK4-0006sE-0R <= c@lists.example H=mta4.lists.example [203.0.113.53] P=esmtp S=10",
      "2026-12-01 01:06:20 1xYCK4-0006sD-0V <= b@lists.example H=mta4.lists.example [203.0.113.53] P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=20",
      "2026-12-01 01:06:20 TLS error on connection from mta4.lists.example [203.0.113.53] (recv): The TLS connection was non-properly terminated."
    )
    #expect(
      log.summaries == [
        "in 203.0.113.53 tls=encrypted TLSv1.3 quit=notLogged end=notLogged <a@lists.example>0/0,data,10,yes <b@lists.example>0/0,data,20,yes ambiguous",
        "in 203.0.113.53 tls=plaintext quit=notLogged end=notLogged <c@lists.example>0/0,data,10,yes",
      ])
  }

  @Test func `a line that two sessions could have puts both in doubt`() {
    let log = EximLog(
      "2026-12-01 01:06:20 1xYCK4-0006sD-0R <= a@lists.example H=mta4.lists.example [203.0.113.53] P=esmtp S=10",
      "2026-12-01 01:06:20 1xYCK4-0006sE-0R <= c@lists.example H=mta4.lists.example [203.0.113.53] P=esmtp S=10",
      "2026-12-01 01:06:21 H=mta4.lists.example [203.0.113.53] F=<a@lists.example> rejected RCPT <x@exim-mx.example>: no"
    )
    #expect(log.sessions.map(\.isAmbiguous) == [true, true])
  }

  @Test func `a handshake that failed stays said where its end may be another session's`() {
    let log = EximLog(
      "2026-12-01 01:06:26 TLS error on connection from mta2.lists.example [203.0.113.51] (gnutls_handshake): An unexpected TLS packet was received.",
      "2026-12-01 01:06:26 unexpected disconnection while reading SMTP command from mta2.lists.example [203.0.113.51] (error: Connection reset by peer) D=0s"
    )
    #expect(
      log.summaries == ["in 203.0.113.51 tls=failed quit=notLogged end=notLogged ambiguous"])
    #expect(log.sessions.map(\.doubt) == [.sharedAddress])
  }

  @Test func `two lines about one end leave it certain`() {
    let log = EximLog(
      "2026-12-01 01:06:26 SMTP connection from mta2.lists.example [203.0.113.51] lost while reading message data (header)",
      "2026-12-01 01:06:26 unexpected disconnection while reading SMTP command from mta2.lists.example [203.0.113.51] D=0s"
    )
    #expect(log.summaries == ["in 203.0.113.51 tls=notLogged quit=no end=lostInCommand"])
  }

  @Test func `a handshake that failed in the words of 4 80, and the delivery in the clear`() {
    let log = EximLog(
      "2026-12-01 00:54:58 1xYC94-0002lF-2h TLS error on connection to mx.brokentls.example [192.0.2.13] (gnutls_handshake): A TLS packet with unexpected length was received.",
      "2026-12-01 00:54:58 1xYC94-0002lF-2h TLS session failure: delivering unencrypted to mx.brokentls.example [192.0.2.13] (not in hosts_require_tls)",
      "2026-12-01 00:54:58 1xYC94-0002lF-2h => a@brokentls.example R=dnslookup T=remote_smtp H=mx.brokentls.example [192.0.2.13] C=\"250 ok\""
    )
    #expect(
      log.summaries == [
        "out 192.0.2.13 tls=failed fell-back quit=notLogged end=notLogged <>1/1,data,-,yes"
      ])
  }

  @Test func `a line that is missing takes the failed handshake with it`() {
    var session = Session()
    session.tls.state = .failed
    session.doubt = [.sharedAddress, .lostLine]
    session.withholdWhatIsInDoubt()
    #expect(session.tls.state == .notLogged)
  }

  @Test func `the port keeps sessions of one address apart`() {
    let log = EximLog(
      "2026-12-01 01:06:20 1xYCK4-0006sD-0R <= a@lists.example H=mta4.lists.example [203.0.113.53]:1001 P=esmtp S=10",
      "2026-12-01 01:06:20 1xYCK4-0006sE-0R <= c@lists.example H=mta4.lists.example [203.0.113.53]:1002 P=esmtp S=10",
      "2026-12-01 01:06:21 unexpected disconnection while reading SMTP command from mta4.lists.example [203.0.113.53]:1002"
    )
    #expect(
      log.summaries == [
        "in 203.0.113.53 tls=plaintext quit=notLogged end=notLogged <a@lists.example>0/0,data,10,yes",
        "in 203.0.113.53 tls=plaintext quit=no end=lostAfterMessage <c@lists.example>0/0,data,10,yes",
      ])
    #expect(!log.sessions.contains { $0.isAmbiguous })
  }

  // MARK: TLS

  @Test func `a failed handshake is a session, and the message in the clear another`() {
    let log = EximLog(
      "2026-12-01 01:06:20 TLS error on connection from mta3.cloudpost.example [203.0.113.62] (gnutls_handshake): timed out",
      "2026-12-01 01:06:21 1xYCK4-0006sT-0D <= b@cloudpost.example H=mta3.cloudpost.example [203.0.113.62] P=esmtp S=660"
    )
    #expect(
      log.summaries == [
        "in 203.0.113.62 tls=failed quit=no end=lostInCommand",
        "in 203.0.113.62 tls=plaintext quit=notLogged end=notLogged <b@cloudpost.example>0/0,data,660,yes",
      ])
  }

  @Test func `a message in the clear after a failed handshake of the same process is reported`() {
    let log = EximLog(
      "2026-12-01 01:06:20 [5] TLS error on connection from (x) [203.0.113.62] (SSL_accept): timed out",
      "2026-12-01 01:06:21 [5] 1xYCK4-000005-0D <= b@cloudpost.example H=(x) [203.0.113.62] P=esmtp S=660"
    )
    #expect(
      log.summaries == [
        "in 203.0.113.62 tls=failed fell-back quit=notLogged end=notLogged <b@cloudpost.example>0/0,data,660,yes"
      ])
  }

  @Test func `whether a certificate verified, in both libraries' words`() {
    let log = EximLog(
      "2026-12-01 01:06:20 1xYCK4-0006sD-0R <= a@x.example H=(x) [203.0.113.1] P=esmtps X=TLSv1:AES256-SHA:256 CV=yes DN=\"/CN=x\" S=1",
      "2026-12-01 01:06:20 1xYCK4-0006sE-0R <= a@x.example H=(x) [203.0.113.2] P=esmtps X=TLS1.0:RSA_AES_256_CBC_SHA1:256 CV=no DN=\"CN=x\" S=1",
      "2026-12-01 01:06:20 1xYCK4-0006sF-0R <= a@x.example H=(x) [203.0.113.3] P=esmtps X=TLS1.2:ECDHE-RSA-AES256-GCM-SHA384:256* CV=no S=1",
      "2026-12-01 01:06:20 1xYCK4-0006sG-0R <= a@x.example H=(x) [203.0.113.4] P=esmtps X=TLS1.2:ECDHE-RSA-AES256-GCM-SHA384:256 S=1",
      "2026-12-01 01:06:20 1xYCK4-0006sH-0R <= a@x.example H=(x) [203.0.113.5] P=esmtps S=1")
    #expect(
      log.summaries.map { $0.split(separator: " quit").first.map(String.init) } == [
        "in 203.0.113.1 tls=verified pkix cert=good TLSv1",
        "in 203.0.113.2 tls=encrypted cert=offeredBad TLSv1",
        "in 203.0.113.3 tls=encrypted TLSv1.2", "in 203.0.113.4 tls=encrypted TLSv1.2",
        "in 203.0.113.5 tls=encrypted",
      ])
    let sorted = log.sessions.sorted { $0.firstOrdinal < $1.firstOrdinal }
    #expect(sorted.map(\.tls.isVerified) == [.yes, .no, .no, .notLogged, .notLogged])
    #expect(sorted.map(\.tls.bits) == [256, 256, 256, 256, 0])
  }

  // MARK: Refusals

  @Test func `a refusal has a stage and no code, but one that the text begins with`() {
    let log = EximLog(
      "2026-12-01 01:06:20 [1] H=(x) [203.0.113.1] temporarily rejected connection in \"connect\" ACL: 4.7.0 Try again later",
      "2026-12-01 01:06:20 [2] plain authenticator failed for (x) [203.0.113.2]: 535 Incorrect authentication data",
      "2026-12-01 01:06:20 [3] H=(x) [203.0.113.3] F=<\"a b\"@x.example> rejected RCPT <\"c d\"@exim-mx.example>: no",
      "2026-12-01 01:06:20 [3] 1xYCK4-000003-0R H=(x) [203.0.113.3] F=<\"a b\"@x.example> rejected after DATA: spam",
      "2026-12-01 01:06:20 Connection from [203.0.113.4] refused: too many connections")
    #expect(
      log.summaries == [
        "in 203.0.113.1 tls=notLogged quit=no end=refused connect:4",
        "in 203.0.113.2 tls=notLogged quit=notLogged end=notLogged auth:535",
        "in 203.0.113.3 tls=plaintext quit=notLogged end=notLogged <\"a b\"@x.example>0/1,-,-,no rcptTo:5 endOfData:5",
        "in 203.0.113.4 tls=notLogged quit=no end=refused connect:4",
      ])
    #expect(log.sessions.contains { $0.refusals.first?.enhanced?.description == "4.7.0" })
  }

  @Test func `by syslog a refusal after DATA and its copy for the reject log are one`() {
    let text =
      "2026-12-01 01:08:19.528 [7428] 1xYCLz-0001vo-1f H=(x) [203.0.113.51]:60631 F=<a@x.example> rejected after DATA: spam score 17.3"
    let log = EximLog(
      "Dec  1 01:08:19 mx1 exim[7428]: \(text)",
      "Dec  1 01:08:19 mx1 exim[7428]: [1\\3] \(text)",
      "Dec  1 01:08:19 mx1 exim[7428]: [2\\3] Envelope-from: <a@x.example>",
      "Dec  1 01:08:19 mx1 exim[7428]: [3\\3] Envelope-to: <b@exim-mx.example>")
    #expect(log.sessions.map(\.refusals.count) == [1])
    #expect(log.coverage.duplicateRecords == 1)
  }

  // MARK: Deliveries

  @Test func `an attempt of a message at a server is one delivery`() {
    let log = EximLog(
      "2026-12-01 01:15:26 1xYCSs-0002mD-1e H=mx.full.example [192.0.2.10] TLS error on connection (recv): Error in the pull function.",
      "2026-12-01 01:15:26 1xYCSs-0002mD-1e => a@full.example R=dnslookup T=remote_smtp H=mx.full.example [192.0.2.10] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=dane DN=\"/CN=mx\" K C=\"250 ok\"",
      "2026-12-01 01:15:26 1xYCSs-0002mD-1e -> b@full.example R=dnslookup T=remote_smtp H=mx.full.example [192.0.2.10] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=dane DN=\"/CN=mx\" K C=\"250 ok\"",
      "2026-12-01 01:15:26 1xYCSs-0002mD-1e ** c@full.example R=dnslookup T=remote_smtp H=mx.full.example [192.0.2.10] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=dane DN=\"/CN=mx\": SMTP error from remote mail server after RCPT TO:<c@full.example>: 550 5.1.1 no such user",
      "2026-12-01 01:15:27 1xYCSs-0002mD-1e Completed")
    #expect(
      log.summaries == [
        "out 192.0.2.10 tls=verified dane cert=good TLSv1.3 quit=notLogged end=notLogged <>2/3,bdat,-,yes rcptTo:550"
      ])
    #expect(log.sessions.first?.unit == .delivery)
  }

  @Test func `a failure of the server counts once, however many recipients it has`() {
    let log = EximLog(
      "2026-12-01 01:15:26 1xYCSr-0002lF-2h H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:26 1xYCSr-0002lF-2h == a@data451.example R=dnslookup T=remote_smtp defer (-46) H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:26 1xYCSr-0002lF-2h == b@data451.example R=dnslookup T=remote_smtp defer (-46) H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:33 1xYCSr-0002lF-2h H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:33 1xYCSr-0002lF-2h == a@data451.example R=dnslookup T=remote_smtp defer (-46) H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down"
    )
    #expect(
      log.summaries == [
        "out 192.0.2.25 tls=notLogged quit=notLogged end=notLogged <>0/2,-,-,no endOfData:451",
        "out 192.0.2.25 tls=notLogged quit=notLogged end=notLogged <>0/1,-,-,no endOfData:451",
      ])
  }

  @Test func `a handshake that failed, and the delivery in the clear`() {
    let log = EximLog(
      "2026-12-01 00:54:58 1xYC94-0002lF-2h TLS session: (SSL_connect): error:0A00010B:SSL routines::wrong version number: delivering unencrypted to H=mx.brokentls.example [192.0.2.13] (not in hosts_require_tls)",
      "2026-12-01 00:54:58 1xYC94-0002lF-2h => a@brokentls.example R=dnslookup T=remote_smtp H=mx.brokentls.example [192.0.2.13] C=\"250 ok\"",
      "2026-12-01 00:54:59 1xYC94-0002lG-2h H=mx.refused.example [192.0.2.14] Connection refused")
    #expect(
      log.summaries == [
        "out 192.0.2.13 tls=failed fell-back quit=notLogged end=notLogged <>1/1,data,-,yes"
      ])
    #expect(log.attempts.count == 1)
  }

  @Test func `the process that connects and its parent log one attempt`() {
    let log = EximLog(
      "2026-12-01 01:15:26.100 [12032] 1xYCTM-00037t-12 H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:26.200 [12028] 1xYCTM-00037t-12 == a@data451.example R=dnslookup T=remote_smtp defer (-46) H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:26.200 [12028] 1xYCTM-00037t-12 == b@data451.example R=dnslookup T=remote_smtp defer (-46) H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:35.100 [12877] 1xYCTM-00037t-12 H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down",
      "2026-12-01 01:15:35.200 [12873] 1xYCTM-00037t-12 == a@data451.example R=dnslookup T=remote_smtp defer (-46) H=mx.data451.example [192.0.2.25]: SMTP error from remote mail server after end of data: 451 4.3.0 scanner down"
    )
    #expect(
      log.summaries == [
        "out 192.0.2.25 tls=notLogged quit=notLogged end=notLogged <>0/2,-,-,no endOfData:451",
        "out 192.0.2.25 tls=notLogged quit=notLogged end=notLogged <>0/1,-,-,no endOfData:451",
      ])
  }

  @Test func `a handshake that failed where TLS is required is one`() {
    let log = EximLog(
      "2026-12-01 01:15:57 1xYCTN-00039K-0f == a@brokentls.example R=forcetls T=remote_smtp_require defer (-37) H=mx.brokentls.example [192.0.2.13]: TLS session: (gnutls_handshake): An unexpected TLS packet was received."
    )
    #expect(
      log.summaries == [
        "out 192.0.2.13 tls=failed quit=notLogged end=notLogged <>0/1,-,-,no"
      ])
  }

  @Test func `a connection that is used again does not say what it knew of the certificate`() {
    let log = EximLog(
      "2026-12-01 00:54:58 1xYC94-0002lF-2h => a@reuse.example R=dnslookup T=remote_smtp H=mx.reuse.example [192.0.2.46]* X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no K C=\"250 ok\""
    )
    #expect(log.sessions.map(\.tls.isVerified) == [.notLogged])
  }

  // MARK: By syslog

  @Test func `syslog's stamp and process, and refusals that are there twice`() throws {
    let log = EximLog(
      Array(try Folder(path: Repository.root).text("samples/logs-exim/syslog.log").utf8))
    #expect(log.sessions.count == 29)
    #expect(log.sessions.reduce(0) { $0 + $1.messagesDelivered } == 22)
    #expect(log.sessions.count { $0.quit == .yes } == 20)
    #expect(log.sessions.count { $0.tls.state == .failed } == 2)
    #expect(log.coverage.duplicateRecords > 0)
    #expect(log.coverage.counts.foreign == 0)
    #expect(log.coverage.unknown.total == 0)
  }

  @Test func `a text in pieces, between those of others`() {
    let log = EximLog(
      "Dec  1 01:08:18 mx1 exim[7]: [1/3] 1xYCLy-000007-1Y <= a@x.example H=(x) [203.0.113.1] P=esmtp S=9304 for a",
      "Dec  1 01:08:18 mx1 postfix/smtpd[9]: connect from x[203.0.113.9]",
      "Dec  1 01:08:18 mx1 exim[8]: [1/2] 1xYCLy-000008-1Y <= b@x.example H=(y) [203.0.113.2] P=esmtp S=1 for b",
      "Dec  1 01:08:18 mx1 exim[7]: [2/3] @exim-mx.exa",
      "Dec  1 01:08:18 mx1 exim[8]: [2/2] @exim-mx.example",
      "Dec  1 01:08:18 mx1 exim[7]: [3/3] mple b@exim-mx.example")
    let paths = log.sessions.sorted { $0.firstOrdinal < $1.firstOrdinal }.map { session in
      session.forwardPaths.map { session.string($0.path) }
    }
    #expect(paths == [["a@exim-mx.example", "b@exim-mx.example"], ["b@exim-mx.example"]])
    #expect(log.coverage.counts.foreign == 1)
    #expect(log.coverage.counts.records == 2)
  }

  @Test func `a zone of the log's own is brought to one clock`() {
    let log = EximLog(
      "2026-12-01 02:07:03.082 +0100 [1] SMTP connection from (x) [203.0.113.1] closed by QUIT")
    #expect(
      log.sessions.map(\.start) == [LogTimestamp(microseconds: 1_796_087_223_082_000)])
  }

  // MARK: Several files

  @Test func `what the reject log repeats counts once, in any order`() throws {
    func log(_ name: String) throws -> EximLog {
      EximLog(Array(try Folder(path: Repository.root).text("samples/logs-exim/" + name).utf8))
    }
    for folder in ["debian-4.96", "openssl-4.98", "openssl-4.89"] {
      let (main, rejects) = (try log(folder + "/mainlog"), try log(folder + "/rejectlog"))
      #expect(!rejects.sessions.isEmpty)
      #expect(Self.counted(main.sessions + rejects.sessions) == main.sessions.count, "\(folder)")
      #expect(Self.counted(rejects.sessions + main.sessions) == main.sessions.count, "\(folder)")
      #expect(Self.counted(rejects.sessions) == rejects.sessions.count, "\(folder)")
    }
  }

  @Test func `a session that a rotation cuts in two is one`() throws {
    let text = Array(
      try Folder(path: Repository.root).text("samples/logs-exim/openssl-4.98/mainlog").utf8)
    let whole = EximLog(text)
    for place in stride(from: 5_000, to: text.count, by: 9_973) {
      let cut = text[place...].firstIndex(of: 0x0a).map { $0 + 1 } ?? text.count
      let first = EximLog(Array(text[..<cut]))
      let second = EximLog(Array(text[cut...]))
      #expect(Self.counted(first.sessions + second.sessions) == whole.sessions.count, "\(cut)")
      #expect(Self.counted(second.sessions + first.sessions) == whole.sessions.count, "\(cut)")
    }
  }

  /// Sessions that count, of all that several inputs have.
  private static func counted(_ sessions: [Session]) -> Int {
    var filter = DuplicateFilter()
    var sink = CountingSink()
    for session in sessions {
      var session = session
      if case .new = filter.judge(&session) { sink.count += 1 }
    }
    filter.finish(into: &sink)
    return sink.count
  }

  private struct CountingSink: SessionSink {
    var count = 0
    mutating func take(_ session: inout Session) { count += 1 }
  }

  // MARK: What a reader must keep

  @Test(arguments: [300, 500, 1000, 4096]) func `where blocks are cut changes nothing`(
    capacity: Int
  ) throws {
    let text = Array(
      try Folder(path: Repository.root).text("samples/logs-exim/openssl-4.98/mainlog").utf8)
    let whole = EximLog(text)
    let cut = EximLog(text, blockCapacity: max(capacity, 512))
    #expect(whole.summaries == cut.summaries)
    #expect(whole.coverage == cut.coverage)
    #expect(whole.sessions.count == 80)
  }
}
