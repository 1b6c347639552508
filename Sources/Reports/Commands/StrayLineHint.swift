// SPDX-License-Identifier: Apache-2.0

/// Why lines that belong to no record may be records all the same.
enum StrayLineHint: CaseIterable {
  case utf16, blob, prefix

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
      "Records stand in these lines behind something that is not known: take it off first. Only the prefixes of "
        + "syslog and of the journal are understood."
    }
  }

  private func fits(_ line: [UInt8]) -> Bool {
    switch self {
    case .utf16: line.count > 8 && line.count { $0 == 0 } * 3 > line.count
    case .blob: line.suffix(11).elementsEqual(" blob data]".utf8)
    case .prefix: line.indices.dropFirst().contains { StrayLineHint.beginsRecord(line[$0...]) }
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
