// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import ProviderFindings
import Reports
import SessionLog

/// One session for `show`: head, transcript, explanation.
struct SessionView: Sendable {
  /// In lower case.
  var prefix: String
  var explain: Bool
  var zone: ZoneRules
  var width: Int
  var colours: Bool

  /// Stands for a session without a partner in a fallback; a view is at least an id longer.
  static let noMark = UInt8(ascii: "\n")

  /// The view of a session whose id begins with the prefix, behind its id of 16 digits; nothing of
  /// any other.
  func render(_ session: Session, _ provider: Provider) -> RenderedSession {
    guard session.id.description.hasPrefix(prefix) else {
      return (before: [], after: [])
    }
    let context = SessionJSON.Context(provider: provider.name, zone: zone)
    let transcript = Transcript(of: session)
    var text = session.id.description + head(session, context)
    text += "\n" + transcript.text(width: width) { styled($0, faint: $1) }
    if session.truncated {
      text += styled("(the session is too long: not all of its records are shown)\n", faint: true)
    }
    if explain {
      text += "\n" + Explanation(of: session, context, transcript).text(transcript, width: width)
    }
    return (before: Array(text.utf8), after: [])
  }

  func paired(_ id: SessionID) -> [UInt8] {
    Array("\nPlaintext fallback with session \(id)\n".utf8)
  }

  /// The view without the id before it and the mark behind it.
  static func text(of octets: [UInt8]) -> [UInt8] {
    var text = octets.dropFirst(16)
    if text.suffix(2) == [noMark, noMark] { text.removeLast() }
    return Array(text)
  }

  private func head(_ session: Session, _ context: SessionJSON.Context) -> String {
    let start = zone.zoned(session.start, stated: session.zoneOffsetMinutes)
    let names = session.peerNames.map(DisplayWidth.printable)
    let preposition = session.direction == .inbound ? "from" : "to"
    let peer =
      names.isEmpty
      ? "a peer that the log does not name"
      : "\(names.joined(separator: ", ")) (\(context.provider ?? "unknown"))"
    let lines = [
      "Session \(session.id), \(session.direction.name), \(TimeText.rfc3339(start))",
      "\(preposition) \(peer), "
        + "\(session.tls.state.name), ended: \(session.ending.name), "
        + "\(NumberText.duration(session.end.since(session.start)))",
    ]
    return lines.flatMap { DisplayWidth.lines(of: $0, width: width) }.map { $0 + "\n" }.joined()
  }

  private func styled(_ text: String, faint: Bool) -> String {
    faint && colours ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }
}
