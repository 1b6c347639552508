// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// A log whose pieces must give the same state as the whole.
enum SmallLog: CaseIterable {
  case ghsmtp, postfix, exim

  var lines: [String] {
    switch self {
    case .ghsmtp:
      (0..<2).flatMap { day in
        NightLogs.records(
          day: NightLogs.day(40 + day),
          (0..<20).map { number in
            NightLogs.Visit(
              host: "mx\(number % 3).provider\((number + day) % 5).example",
              address: number + 1, isEncrypted: number % 4 != 3, quits: number % 7 != 6)
          }, firstThread: 1000 * (day + 1))
      }
    case .postfix: (0..<30).flatMap(Self.postfix)
    case .exim: (0..<30).flatMap(Self.exim)
    }
  }

  private static func postfix(_ number: Int) -> [String] {
    let peer = "mx\(number % 3).provider\(number % 5).example[203.0.113.\(number + 1)]"
    let process = "smtpd[\(100 + number % 4)]"
    let id = "4bK\(100 + number)"
    let texts = [
      "\(process): connect from \(peer)",
      "\(process): Anonymous TLS connection established from \(peer): TLSv1.3 with cipher "
        + "TLS_AES_256_GCM_SHA384 (256/256 bits)",
      "\(process): \(id): client=\(peer)",
      "\(process): disconnect from \(peer) ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7",
    ]
    return texts.enumerated().map { place, text in
      "Feb 10 \(NightLogs.clock(number * 60 + place)) mail postfix/\(text)\n"
    }
  }

  private static func exim(_ number: Int) -> [String] {
    let host = "mx\(number % 3).provider\(number % 5).example"
    let address = "203.0.113.\(number + 1)"
    let process = "[\(2000 + number)]"
    let texts = [
      "SMTP connection from [\(address)]:\(30000 + number) (TCP/IP connection count = 1)",
      "1a\(1000 + number)-000000001Xy-2Ab3 <= user@\(host) H=\(host) [\(address)]:\(30000 + number) "
        + "P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no S=\(1000 + number) "
        + "id=\(number)@\(host)",
      "SMTP connection from \(host) [\(address)]:\(30000 + number) closed by QUIT",
    ]
    return texts.enumerated().map { place, text in
      "2026-02-10 \(NightLogs.clock(number * 60 + place)) \(process) \(text)\n"
    }
  }

  /// Cuts, copies, compresses and shuffles.
  static func pieces(
    of lines: [String], _ generator: inout SeededGenerator, _ folder: Folder
  ) throws -> [String] {
    var pieces: [ArraySlice<String>] = []
    var start = 0
    let longest = generator.one(of: [8, 40, 200])
    while start < lines.count {
      let end = min(lines.count, start + generator.number(1...longest))
      pieces.append(lines[start..<end])
      start = end
    }
    var files = try pieces.enumerated().map { number, piece in
      try folder.write(piece.joined(), to: "piece\(number).log")
    }
    for number in 0..<2 {
      files.append(
        try folder.write(generator.one(of: pieces).joined(), to: "copy\(number).log"))
    }
    let zipped = generator.one(of: files)
    try #require(try BuiltProgram.shell("gzip -k '\(zipped)'").exitCode == 0)
    files.append(zipped + ".gz")
    // Logs that overlap others, beginning and ending in the middle of sessions.
    for number in 0..<generator.number(0...2) {
      let first = generator.number(0...lines.count - 1)
      let last = generator.number(first...lines.count - 1)
      files.append(try folder.write(lines[first...last].joined(), to: "part\(number).log"))
    }
    if generator.once(in: 2) { files.append(try folder.write(lines.joined(), to: "all.log")) }
    files.shuffle(using: &generator)
    return files
  }
}
