// SPDX-License-Identifier: Apache-2.0

/// Why lines that belong to no record may be records all the same.
enum StrayLineHint: CaseIterable {
  case utf16, blob, prefix, exim

  /// The hint that the beginnings of such lines give; nil if they give none.
  init?(_ excerpts: some Sequence<String>) {
    for excerpt in excerpts {
      let line = Array(excerpt.utf8)
      for hint in StrayLineHint.allCases where hint.fits(line) {
        self = hint
        return
      }
    }
    return nil
  }

  var text: String {
    switch self {
    case .utf16:
      "These lines look like UTF-16, as some shells write it: 'iconv -f UTF-16 -t UTF-8' makes them readable."
    case .blob:
      "journalctl writes such a notice in place of a line with control characters, and a CR at its end is one: "
        + "'journalctl --all' writes the line."
    case .prefix:
      "Records stand in these lines behind something that is not known: take it off first. The prefixes of syslog, of "
        + "the journal and of containers are understood. Or two programs wrote into one line."
    case .exim:
      "This looks like a log of Exim, which is not read: only those of ghsmtp are."
    }
  }

  private func fits(_ line: [UInt8]) -> Bool {
    switch self {
    case .utf16: StrayLineHint.isUTF16(line)
    case .blob: line.suffix(11).elementsEqual(" blob data]".utf8)
    case .exim: StrayLineHint.isExim(line)
    case .prefix: line.indices.dropFirst().contains { StrayLineHint.beginsRecord(line[$0...]) }
    }
  }

  /// In ASCII every second octet of UTF-16 is NUL, and no others; a run of NULs is what a crash leaves, or a file that
  /// was cut to nothing while it was written.
  private static func isUTF16(_ line: [UInt8]) -> Bool {
    let nuls = line.indices.filter { line[$0] == 0 }
    guard line.count > 8, nuls.count * 3 > line.count, nuls.count < line.count else { return false }
    return zip(nuls, nuls.dropFirst()).allSatisfy { $1 - $0 > 1 }
  }

  /// `2026-11-23 11:09:30 [ … ] 1abCde-0001aB-XY` or ` exim[123]: `
  private static func isExim(_ line: [UInt8]) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    if text.contains(" exim[") { return true }
    let words = text.split(separator: " ")
    guard words.count > 3, words[0].utf8.count == 10, words[1].utf8.count >= 8 else { return false }
    return words.dropFirst(2).prefix(3).contains { word in
      let parts = word.split(separator: "-").map(\.utf8.count)
      return parts == [6, 6, 2] || parts == [6, 11, 4]
    }
  }

  /// `severity ( 4DIGIT / 8DIGIT ) SP 2DIGIT ":" 2DIGIT ":"`
  private static func beginsRecord(_ text: ArraySlice<UInt8>) -> Bool {
    guard let letter = text.first, "IWEF".utf8.contains(letter) else { return false }
    let date = text.dropFirst().prefix { (0x30...0x39).contains($0) }
    let time = text.dropFirst(1 + date.count).prefix(7)
    guard date.count == 4 || date.count == 8, time.count == 7 else { return false }
    return zip(time, " 00:00:".utf8).allSatisfy { octet, sample in
      sample == 0x30 ? (0x30...0x39).contains(octet) : octet == sample
    }
  }
}
