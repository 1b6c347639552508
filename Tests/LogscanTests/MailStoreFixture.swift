// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Messages and stores that `mime convert` is tried on.
enum MailStoreFixture {
  /// A message with an attachment in base64, which can become binary and come back. `lines` of 57 octets each.
  static func message(_ number: Int, lines: Int = 20, lineEnd: String = "\r\n") -> String {
    var generator = SeededGenerator(seed: UInt64(number))
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let body = (0..<lines).map { _ in
      String(decoding: generator.octets(count: 76, from: alphabet), as: UTF8.self)
    }
    let text =
      [
        "From: anna@mail.example", "Subject: number \(number)", "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=\"=_b\"", "", "--=_b", "Content-Type: text/plain",
        "", "text \(number)", "--=_b", "Content-Type: application/octet-stream",
        "Content-Transfer-Encoding: base64", "",
      ] + body + ["--=_b--", ""]
    return text.joined(separator: lineEnd)
  }

  /// A message with nothing to convert.
  static let plain = "From: bert@mail.example\r\nSubject: plain\r\n\r\ntext\r\n"

  /// A text whose base64 can become 8bit.
  static func eightBitText(_ number: Int) -> String {
    // "Grüße\r\n" in UTF-8, again and again.
    let line = String(repeating: "R3LDvMOfZQ0K", count: 6)
    return [
      "From: anna@mail.example", "Subject: text \(number)", "MIME-Version: 1.0",
      "Content-Type: multipart/mixed; boundary=\"=_b\"", "", "--=_b",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
      Array(repeating: line, count: 30).joined(separator: "\n"), "--=_b--", "",
    ].joined(separator: "\n")
  }

  /// A Maildir of so many messages, with a subfolder, flags, sizes in names, and a file that is not mail.
  static func makeMaildir(_ name: String, in folder: Folder, count: Int) throws {
    for part in ["cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"] {
      try folder.makeFolder("\(name)/\(part)")
    }
    for number in 0..<count {
      let text = message(number)
      let size = text.utf8.count
      let place = number % 3 == 2 ? ".Sent/cur" : number % 3 == 1 ? "new" : "cur"
      let flags = place == "new" ? "" : ":2,FS"
      try folder.write(
        text, to: "\(name)/\(place)/10\(number).M1P1.host,S=\(size),W=\(size)\(flags)")
    }
    try folder.write("3 V1 N5\n", to: "\(name)/dovecot-uidlist")
  }

  /// Every file below a folder with its octets, by its path.
  static func contents(of folder: Folder) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    var pending = [""]
    while let path = pending.popLast() {
      for name in try Folder(path: folder.path(path)).names() {
        let inner = path.isEmpty ? name : path + "/" + name
        if folder.isFolder(inner) {
          pending.append(inner)
        } else {
          contents[inner] = try folder.octets(inner)
        }
      }
    }
    return contents
  }

  /// The octets of all messages, whatever their names, in order.
  static func messages(of folder: Folder) throws -> [[UInt8]] {
    try contents(of: folder).values.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
