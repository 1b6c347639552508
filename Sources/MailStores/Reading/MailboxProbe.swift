// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import SystemCalls

/// Looks whether a file that the user names is an mbox: it begins with a `From ` line, and holds several messages or says by
/// its name what it is.
package enum MailboxProbe {
  /// False for what is no regular file or cannot be read: whoever reads it then says so.
  package static func isMailbox(_ path: String) -> Bool {
    let octets = Array(path.utf8)
    guard let facts = (try? Kernel.facts(following: octets)) ?? nil, facts.kind == .regular,
      let file = try? Kernel.open(octets)
    else { return false }
    defer { Kernel.close(file) }
    let name = InputPath.split(octets).name
    let reader = BlockReader()
    reader.attach(file, size: facts.size, path: path)
    let isCompressed = try? reader.withBlock(at: 0, before: facts.size) { block in
      Compression(startOf: block) != nil
    }
    if isCompressed == true { return holdsMailbox(path, name) }
    let index = MailboxIndex()
    index.attach(file, size: facts.size, path: path, name: name)
    return (try? index.isMailbox()) ?? false
  }

  /// The same of what is in a compressed file, as far as its beginning tells.
  private static func holdsMailbox(_ path: String, _ name: [UInt8]) -> Bool {
    var source = OctetSource(InputPlan(paths: [path], selecting: .everyFile))
    var octets = [UInt8](repeating: 0, count: MailRecognition.decisive)
    var room = octets.mutableSpan
    guard (try? source.open(0)) != nil, let count = try? source.read(into: &room),
      MailRecognition.beginsWithEnvelope(octets.span.extracting(..<count))
    else { return false }
    let text = String(decoding: name, as: UTF8.self)
    if MailboxName.saysMailbox(text[...]) { return true }
    var counter = Counter()
    var splitter = MessageSplitter(input: 0, isKnownMailbox: false)
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
