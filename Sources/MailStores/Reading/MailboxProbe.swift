// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import SystemCalls

/// Looks whether a file that the user names is an mbox: it begins with a `From ` line, and holds several messages or says by
/// its name what it is.
package enum MailboxProbe {
  /// False for what is not a regular file or cannot be read: whoever reads it then says so.
  package static func isMailbox(_ path: String) -> Bool {
    let octets = Array(path.utf8)
    guard let facts = (try? Kernel.facts(following: octets)) ?? nil, facts.kind == .regular,
      let file = try? Kernel.open(octets)
    else { return false }
    defer { Kernel.close(file) }
    let name = MailboxRule.Name(path: path)
    let reader = BlockReader()
    reader.attach(file, size: facts.size, path: path)
    let isCompressed = try? reader.withBlock(at: 0, before: facts.size) { block in
      Compression(startOf: block) != nil
    }
    if isCompressed == true { return holdsMailbox(path, name) }
    let index = MailboxIndex()
    index.attach(file, size: facts.size, path: path, name)
    return (try? index.isMailbox()) ?? false
  }

  /// The same of what is in a compressed file, as far as its beginning says.
  private static func holdsMailbox(_ path: String, _ name: MailboxRule.Name) -> Bool {
    var source = OctetSource(InputPlan(paths: [path], selecting: .everyFile))
    var octets = [UInt8](repeating: 0, count: MailRecognition.decisive)
    var room = octets.mutableSpan
    guard name != .message, (try? source.open(0)) != nil,
      let count = try? source.read(into: &room),
      case .envelope = MailboxRule.beginning(octets.span.extracting(..<count), name)
    else { return false }
    if name == .mailbox { return true }
    var counter = Counter()
    var splitter = MessageSplitter(input: 0, name)
    let isAtEnd = source.isAtEnd
    _ = splitter.split(octets.span.extracting(..<count), isAtEnd: isAtEnd, into: &counter)
    return counter.count > 1
  }

  private struct Counter: MessageHandler {
    var count = 0

    mutating func beginMessage(_ place: MessagePlace) { count += 1 }
    mutating func receive(_ octets: Span<UInt8>) {}
    mutating func endMessage() {}
  }
}
