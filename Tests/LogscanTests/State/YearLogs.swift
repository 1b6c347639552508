// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Nights of a small mail server, made up: providers that come every day as often as chance has it, strangers, and,
/// where it is asked for, changes on certain days.
struct YearLogs {
  /// The days on which the planted changes begin; a failure of TLS has an end, too.
  struct Plan {
    var handshakesFail = 40..<50
    var vanishes = 54
    var grows = 57
    var startsBinaryMIME = 60
    var dropsChunking = 63
    var refuses = 66..<70
  }

  /// Without it nothing is planted.
  var plan: Plan?
  private var generator: SeededGenerator

  init(seed: UInt64, plan: Plan? = nil) {
    self.plan = plan
    generator = SeededGenerator(seed: seed)
  }

  private struct Line {
    var time: Int
    var text: String
  }

  /// The lines of `count` days one after the other, each with its day, as one process for each session wrote them.
  mutating func days(_ count: Int) -> [(day: Int, line: String)] {
    var lines: [(day: Int, line: String)] = []
    for day in 0..<count {
      var all: [Line] = []
      var thread = 10_000 + day * 400
      for session in sessions(day) {
        let start = generator.below(86_300_000)
        var time = start
        for message in session {
          time += 1 + generator.below(300)
          all.append(Line(time: time, text: "\(thread) \(message)"))
        }
        thread += 1
      }
      all.sort { ($0.time, $0.text) < ($1.time, $1.text) }
      let date = NightLogs.day(day)
      lines += all.map { line in
        let clock = NightLogs.clock(line.time / 1000)
        let fraction = String(1000 + line.time % 1000).dropFirst() + "000"
        let severity = line.text.contains("TLS-OpenSSL.cpp:8") ? "W" : "I"
        return (day, "\(severity)\(date) \(clock).\(fraction) \(line.text)\n")
      }
    }
    return lines
  }

  // MARK: Sessions

  private mutating func sessions(_ day: Int) -> [[String]] {
    var sessions: [[String]] = []
    let regulars: [(name: String, often: Int, tls: Bool)] = [
      ("big", 26, true), ("failing", 22, true), ("leaving", 24, true), ("growing", 8, true),
      ("binary", 26, true), ("plain", 7, false), ("small0", 2, true), ("small1", 1, false),
    ]
    for (name, often, tls) in regulars {
      var often = often
      if let plan, name == "leaving", day >= plan.vanishes { often = 0 }
      if let plan, name == "growing", day >= plan.grows { often = 45 }
      // As chance has it: some more, some fewer.
      for _ in 0..<(often == 0 ? 0 : max(0, often + generator.below(often / 2 + 2) - often / 4)) {
        let fails = plan.map { name == "failing" && $0.handshakesFail.contains(day) } ?? false
        let isBinary = plan.map { name == "binary" && day >= $0.startsBinaryMIME } ?? false
        sessions.append(
          inbound(
            "mx\(generator.below(3)).\(name).example", tls: tls,
            fails: fails || tls && generator.below(300) == 0,
            quits: generator.below(60) != 0, body: isBinary ? "BINARYMIME" : nil))
      }
    }
    for _ in 0..<generator.below(5) {
      sessions.append(
        inbound(
          "host.stranger\(generator.below(1 << 30)).example", tls: generator.below(2) == 0,
          fails: false, quits: generator.below(3) != 0, body: nil))
    }
    for name in ["chunks", "dull"] {
      for _ in 0..<5 + generator.below(4) {
        let dropped = plan.map { name == "chunks" && day >= $0.dropsChunking } ?? false
        let refused = plan.map { name == "dull" && $0.refuses.contains(day) } ?? false
        sessions.append(
          outbound(
            name, chunking: name == "chunks" && !dropped,
            refusal: refused
              ? "554 5.7.1 listed" : generator.below(30) == 0 ? "550 5.1.1 no such user" : nil))
      }
    }
    return sessions
  }

  private mutating func inbound(
    _ host: String, tls: Bool, fails: Bool, quits: Bool, body: String?
  ) -> [String] {
    let address = "203.0.113.\(1 + host.utf8.reduce(0) { ($0 * 31 + Int($1)) % 250 })"
    let greeting = "Session.cpp:472] EHLO \(host) from [\(address)]"
    var messages = ["Session.cpp:356] connect from \(host) [\(address)]", greeting]
    if fails {
      return messages + [
        "TLS-OpenSSL.cpp:846] n_get_err == 1", "TLS-OpenSSL.cpp:857] SSL_ERROR_SSL",
        "TLS-OpenSSL.cpp:861] error:0A000418:SSL routines::tlsv1 alert unknown ca",
        "TLS-OpenSSL.cpp:862] fatal OpenSSL error", "Session.cpp:1516] failed STARTTLS",
        "smtp.cpp:98] CPU time 0.014178700 seconds",
      ]
    }
    if tls {
      messages.append(
        "Session.cpp:1513] STARTTLS version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256 verified"
      )
      messages.append(greeting)
    }
    let octets = 500 + generator.below(4000)
    messages.append("Session.cpp:546] MAIL FROM:<user@\(host)>\(body.map { " BODY=\($0)" } ?? "")")
    messages.append("Session.cpp:627] RCPT TO:<gene@ghsmtp.example>")
    messages.append(
      body == nil ? "Session.cpp:1039] DATA" : "Session.cpp:1279] BDAT \(octets) LAST")
    messages.append(
      "Session.cpp:1071] message delivered, \(octets) octets, with id 7yhb5s4f1nsto")
    if quits { messages.append("Session.cpp:1384] QUIT") }
    return messages + ["smtp.cpp:98] CPU time 0.014178700 seconds"]
  }

  private func outbound(_ name: String, chunking: Bool, refusal: String?) -> [String] {
    let host = "mx.\(name).example"
    func reply(_ keywords: [String]) -> [String] {
      let lines = ["\(host) at your service", "SIZE 1000000"] + keywords
      return lines.enumerated().map { place, line in
        "snd.cpp:573]  S: 250\(place == lines.count - 1 ? " " : "-")\(line)"
      }
    }
    let offer = (chunking ? ["CHUNKING"] : []) + ["8BITMIME"]
    var messages = [
      "snd.cpp:1188]  from_mbx == gene@ghsmtp.example",
      "snd.cpp:1198]  to_mbx == friend@\(name).example",
      "snd.cpp:2141] trying \(host):smtp",
      "snd.cpp:725]     connected to 192.0.2.\(10 + name.utf8.count):25",
      "snd.cpp:559]  S: 220 \(host) ESMTP ready", "snd.cpp:1496] C: EHLO mail.ghsmtp.example",
    ]
    messages += reply(["STARTTLS"] + offer)
    messages += [
      "snd.cpp:1567] C: STARTTLS", "snd.cpp:615]  S: 220 2.0.0 Ready to start TLS",
      "TLS-OpenSSL.cpp:449] server certificate verified",
      "TLS-OpenSSL.cpp:457] verified peername: \(host)",
      "snd.cpp:1575] TLS: version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256 verified",
      "snd.cpp:1577] C: EHLO mail.ghsmtp.example",
    ]
    messages += reply(offer)
    messages += [
      "snd.cpp:1731] C: MAIL FROM:<gene@ghsmtp.example> SIZE=341",
      "snd.cpp:1739] C: RCPT TO:<friend@\(name).example>", "snd.cpp:615]  S: 250 2.1.0 Ok",
    ]
    if let refusal {
      messages.append("snd.cpp:615]  S: \(refusal)")
    } else {
      messages.append("snd.cpp:615]  S: 250 2.1.5 Ok")
      messages +=
        chunking
        ? ["snd.cpp:1859] C: BDAT 341 LAST"]
        : ["snd.cpp:1820] C: DATA", "snd.cpp:615]  S: 354 go ahead"]
      messages.append("snd.cpp:615]  S: 250 2.0.0 OK queued")
    }
    return messages + [
      "snd.cpp:2018] C: QUIT", "snd.cpp:615]  S: 221 2.0.0 \(host) closing connection",
    ]
  }
}

extension SeededGenerator {
  fileprivate mutating func below(_ bound: Int) -> Int { number(0...bound - 1) }
}
