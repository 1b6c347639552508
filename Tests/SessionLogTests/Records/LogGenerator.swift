// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport

@testable import SessionLog

/// Logs of every form that was ever written, and damaged ones, from a seed.
struct LogGenerator {
  private var random: SeededGenerator
  private var day = 0
  private var clock = 0
  private static let sites = [
    "Session.cpp:167", "Session.cpp:1012", "snd.cpp:475", "snd.cpp:1182", "TLS-OpenSSL.cpp:844",
    "smtp.cpp:9", "MessageStore.cpp:12345", "a.c:1", "AVeryLongFileNameOfNobody.cpp:1234",
    "nocolon",
    "POSIX.cpp:77", "SPF.hpp:1",
  ]
  private static let messages = [
    "EHLO mail.bigmail.example from [192.0.2.1]", "QUIT", "", " S: 250-SIZE 157286400\r",
    " S: 250 2.1.0 Ok\r", " S: 220-mx.full.example ESMTP", "C: MAIL FROM:<a@b.example> SIZE=1",
    "message delivered, 2730 octets, with id 5nm6iyuacamrq", "fatal OpenSSL error",
    "\u{0} NUL \u{ff} and « »", "CPU time 0.012345678 seconds", "x]y", "\r",
    "STARTTLS version=TLSv1.2 cipher=AES128-GCM-SHA256 bits=128/128 verified",
  ]
  private static let others = [
    "250-SIZE 157286400\r", "250 DSN", "    @     0x7f12 main", "", "\r", "Hello, world",
    "                                          S: 250-STARTTLS",
    "*** Check failure stack trace: ***",
    "WARNING: Logging before InitGoogleLogging() is written to STDERR",
    "Log file created at: 2018/06/13 11:28:40", "Running on machine: mail.example",
    "Log file created at: yesterday", "Log line format: [IWEF] yyyy-mm-dd hh:mm:ss.uuuuuu zzzzz",
    "\u{0}\u{0}\u{0}", "I0613 11:19", "I1313 11:19:13.641806 17945 a.cpp:1] x", "Information", "I",
    "W0613 25:19:13.641806 17945 Session.cpp:167] x",
    "I0229 11:19:13.641806     1 Session.cpp:1] y",
    "F0613 11:19:13.641806  17945 Session.cpp:167]",
    "E0613 11:19:13.641806 17945 Session.cpp:167]x",
    "-- Reboot --", "-- Logs begin at Mon 2026-11-02 00:00:00 UTC. --",
    "*** Aborted at 1 (unix time)",
    "Jun 13 11:19:13 host journal: Suppressed 7 messages from smtp.service",
    "Jun 13 11:19:13 host smtp[7]: [12B blob data]",
    "Jun 13 11:19:13 host last message repeated 2 times",
    "E0000 00:00:00.000000 1 s.cc:1] RAW: x", "x I0613 11:19:13.641806 17945 Session.cpp:167] y",
    "W0000 00:00:1528888753.641806    42 a.cc:1] x", "a | b", "[pod/a/b] x",
    "Jun 13 11:19:13 host postfix/smtpd[12]: connect", "Jun 13 11:19:13 host smtp[7]:     @ 0x1 f",
  ]
  private static let prefixes = [
    "Jun 13 11:19:13 host smtp[7]: ", "2018-06-13T11:19:13+0200 host smtp[8]: ",
    "<22>Jun  3 11:19:13 host smtp: ", "Wed 2018-06-13 11:19:13 CEST host smtp[7]: ",
    "1528881553.641806 host smtp[7]: ", "[    5.641806 <    0.000002 >] host smtp[7]: ",
    "smtp-1  | ", "[pod/mail-0/smtp] ", "2018-06-13T11:19:13.1Z stderr F ",
    "Jun 13 11:19:13 smtp[7]:",
    "2018-06-13T11:19:13.123456789Z ", "Jun 13 11:19:13 host mail.info smtp[7]: ",
    "Jun 13 11:19:13 hub relay: Jun 13 11:19:13 host smtp[7]: ",
    "<22>1 2018-12-31T23:59:59.003Z host smtp 7 - [a b=\"\\\"]\"] \u{feff}",
  ]

  init(_ seed: Seed) { random = seed.generator }

  /// About `lines` lines.
  mutating func log(lines: Int) -> [UInt8] {
    var result: [UInt8] = []
    for _ in 0..<lines {
      switch random.number(1...10) {
      case 1: result += Array(random.one(of: Self.others).utf8)
      case 2: result += Array(random.one(of: Self.prefixes).utf8) + record()
      default: result += record()
      }
      if random.once(in: 9) { result.append(0x0d) }
      result.append(0x0a)
    }
    if random.once(in: 3) { result.removeLast() }
    return result
  }

  /// The same with octets changed, taken out and put in.
  mutating func damaged(_ log: [UInt8]) -> [UInt8] {
    var result = log
    for _ in 0..<max(1, log.count / 200) where !result.isEmpty {
      let place = random.number(0...result.count - 1)
      let octet = random.one(of: Array("\n\r\u{0} ]:0123456789IWEF[".utf8) + [0xff])
      switch random.number(1...3) {
      case 1: result[place] = octet
      case 2: result.insert(octet, at: place)
      default: result.remove(at: place)
      }
    }
    return result
  }

  private mutating func record() -> [UInt8] {
    clock += random.number(0...400)
    if random.once(in: 40) { day += random.number(1...60) }
    let date = CivilDate(days: 17_500 + day)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let time =
      "\(two(clock / 3600 % 24)):\(two(clock / 60 % 60)):\(two(clock % 60))."
      + String(String(1_000_000 + random.number(0...999_999)).dropFirst())
    let letter = random.one(of: ["I", "I", "I", "W", "E", "F"])
    let year = String(String(10_000 + date.year).dropFirst())
    let site = random.one(of: Self.sites)
    let thread =
      random.one(of: [
        "    1", "  777", "     42", "            9", "0x16fdff000", "17945", "123456",
        "139711299501632", "18446744073709551615",
      ])
    let inside = random.once(in: 30) ? "I0613 11:19:13.641806 42 a.cpp:1] y" : ""
    let head =
      switch random.number(1...5) {
      case 1: "\(letter) \(year)-\(two(date.month))-\(two(date.day)) \(time) -0700 17945"
      case 2, 3: "\(letter)\(year)\(two(date.month))\(two(date.day)) \(time) \(thread)"
      default: "\(letter)\(two(date.month))\(two(date.day)) \(time) \(thread)"
      }
    let colours = random.one(of: ["", "", "", "", "", "", "\u{1b}[0;33m", "\u{1b}[m\u{1b}[K"])
    return Array(
      "\(colours)\(head) \(site)] \(random.one(of: Self.messages))\(inside)\(colours)".utf8)
  }
}
