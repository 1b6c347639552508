// SPDX-License-Identifier: Apache-2.0

/// What befalls a line.
enum DamageKind: CaseIterable {
  /// A line is gone, without a trace.
  case dropped
  /// NUL octets stand in place of a line.
  case overwritten
  /// The end of a line is gone, and its line end with it.
  case interleaved
  /// journalctl did not write a line out; in a log without prefixes the line is overwritten.
  case withheld
  /// The journal dropped some lines, and says so; in a log without prefixes they are overwritten.
  case suppressed
  /// Colours around a line, as glog writes them on a terminal.
  case coloured
}

/// Damages a log as disks, writers, the journal and syslog do.
struct LogDamage<Chance: RandomNumberGenerator> {
  /// What was done, for a failure's sentence.
  private(set) var done = ""
  /// Something of the damage can be seen in what is left.
  private(set) var leavesTrace = false
  private var lines: [[UInt8]]
  private var chance: Chance

  init(_ log: [UInt8], by chance: Chance) {
    lines = log.split(separator: 0x0a, omittingEmptySubsequences: false).map { Array($0) }
    self.chance = chance
  }

  /// The log after one to three damages of one kind. Dropped without a trace is one line: of two, a log
  /// without numbers cannot say that they were there.
  mutating func damagedLog() -> [UInt8] {
    let kind = DamageKind.allCases[number(0...DamageKind.allCases.count - 1)]
    for _ in 0..<(kind == .dropped ? 1 : number(1...3)) { damage(kind) }
    return Array(lines.joined(separator: [0x0a]))
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &chance)
  }

  private mutating func damage(_ kind: DamageKind) {
    let records = lines.indices.filter { lines[$0].count > 30 && lines[$0].first != 0 }
    guard !records.isEmpty else { return }
    let line = records[number(0...records.count - 1)]
    done += (done.isEmpty ? "" : ", ") + "\(kind) line \(line + 1)"
    switch kind {
    case .dropped: lines.remove(at: line)
    case .overwritten: overwrite(line)
    case .interleaved:
      guard line + 1 < lines.count else { return }
      let cut = number(0...lines[line].count - 1)
      lines[line] = Array(lines[line].prefix(cut)) + lines[line + 1]
      lines.remove(at: line + 1)
    case .withheld:
      guard let head = prefix(of: line) else { return overwrite(line) }
      lines[line] = head + Array("[\(lines[line].count - head.count)B blob data]".utf8)
      leavesTrace = true
    case .suppressed:
      let count = min(number(1...5), lines.count - line)
      guard let head = prefix(of: line), let host = head.split(separator: 0x20).dropFirst(3).first
      else { return overwrite(line) }
      let time = head.prefix(15)
      let notice = " systemd-journald[300]: Suppressed \(count) messages from smtp.service"
      lines[line..<line + count] = [time + [0x20] + host + Array(notice.utf8)]
      leavesTrace = true
    case .coloured:
      lines[line] = Array("\u{1B}[0;33m".utf8) + lines[line] + Array("\u{1B}[m".utf8)
    }
  }

  private mutating func overwrite(_ line: Int) {
    lines[line] = [UInt8](repeating: 0, count: lines[line].count)
    leavesTrace = true
  }

  /// `Jun 18 10:00:00 host program[process]: `, where a line begins so.
  private func prefix(of line: Int) -> [UInt8]? {
    let text = lines[line]
    guard let end = text.firstRange(of: Array("]: ".utf8))?.upperBound, end < 60,
      text[0] >= 0x41, text[3] == 0x20
    else { return nil }
    return Array(text[..<end])
  }
}
