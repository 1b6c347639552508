// SPDX-License-Identifier: Apache-2.0

/// How often each command was given in a session, and how often it was accepted: what Postfix adds to
/// `disconnect` since 3.0.
///
///     statistics = *( verb "=" count [ "/" count ] SP )     ; accepted, and all where some were refused
struct CommandStatistics: Equatable, Sendable {
  /// The verbs in Postfix's order; `commands` is the sum.
  enum Verb: Int, CaseIterable {
    case helo, ehlo, xclient, xforward, starttls, auth, mail, rcpt, data, bdat, rset, noop, vrfy
    case etrn, quit, help, unknown, commands

    var word: StaticString {
      switch self {
      case .helo: "helo="
      case .ehlo: "ehlo="
      case .xclient: "xclient="
      case .xforward: "xforward="
      case .starttls: "starttls="
      case .auth: "auth="
      case .mail: "mail="
      case .rcpt: "rcpt="
      case .data: "data="
      case .bdat: "bdat="
      case .rset: "rset="
      case .noop: "noop="
      case .vrfy: "vrfy="
      case .etrn: "etrn="
      case .quit: "quit="
      case .help: "help="
      case .unknown: "unknown="
      case .commands: "commands="
      }
    }
  }

  struct Count: Equatable, Sendable {
    var accepted: UInt32 = 0
    var all: UInt32 = 0
    var refused: UInt32 { all > accepted ? all - accepted : 0 }
  }

  private var counts: [18 of Count] = .init(repeating: Count())
  /// The log has them: Postfix 3.0 or later, and the line was not cut.
  private(set) var areLogged = false
  /// `notes=bare_lf` (since 3.9).
  private(set) var notesBareLineFeed = false

  subscript(verb: Verb) -> Count { counts[verb.rawValue] }

  init() {}

  init(_ text: Span<UInt8>) {
    var cursor = MessageCursor(text)
    var verb = 0
    while !cursor.isAtEnd {
      if cursor.skip("notes=") {
        notesBareLineFeed = cursor.contains("bare_lf")
        return
      }
      // In this order, so that the next verb is mostly found at once; later releases may have more.
      let known = Verb.allCases[verb...].first { cursor.sees($0.word) }
      guard let known else {
        _ = cursor.take(until: UInt8(ascii: " "))
        _ = cursor.skip(" ")
        continue
      }
      verb = known.rawValue
      guard cursor.skip(known.word), let first = cursor.number() else { return }
      var count = Count(accepted: UInt32(clamping: first), all: UInt32(clamping: first))
      if cursor.skip("/") { count.all = UInt32(clamping: cursor.number() ?? first) }
      counts[verb] = count
      if verb == Verb.commands.rawValue { areLogged = true }
      guard cursor.skip(" ") else { return }
    }
  }

  static func == (a: CommandStatistics, b: CommandStatistics) -> Bool {
    a.areLogged == b.areLogged && Verb.allCases.allSatisfy { a[$0] == b[$0] }
  }
}
