// SPDX-License-Identifier: Apache-2.0
internal import OctetSources

/// Looks whether a file that the user names is an mbox: it begins with a `From ` line, and holds several messages or says by
/// its name what it is.
package enum MailboxProbe {
  /// False for what is no regular file or cannot be read: whoever reads it then says so.
  package static func isMailbox(_ path: String) -> Bool {
    let octets = Array(path.utf8)
    guard let facts = (try? StoreCalls.facts(following: octets)) ?? nil, facts.kind == .regular,
      let file = try? StoreCalls.openFollowing(octets)
    else { return false }
    defer { StoreCalls.close(file) }
    let index = MailboxIndex()
    let name = InputPath.split(octets).name
    index.attach(file, size: facts.size, path: path, name: name)
    return (try? index.isMailbox()) ?? false
  }
}
