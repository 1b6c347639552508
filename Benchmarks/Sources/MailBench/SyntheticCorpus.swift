// SPDX-License-Identifier: Apache-2.0
import Glibc
import MIME

/// The same pseudo-random octets on every machine.
struct Generator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 11
  }

  mutating func octets(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 8) }
  }
}

/// Messages made from a seed.
enum SyntheticCorpus {
  /// 200 MB in 500 messages: a text in quoted-printable and an attachment in base64, of 1 kB to 256 kB mostly; ten are of 2 MiB
  /// to 20 MiB and hold four fifths of the octets.
  static func attachments() -> [[UInt8]] {
    var generator = Generator(state: 1)
    let blob = generator.octets(20 << 20)
    return (0..<500).map { index in
      let isLarge = index % 50 == 49
      let size = isLarge ? (index / 50 + 1) * (2 << 20) : 1000 << (index % 9)
      return message(
        index, attachment: Array(blob[..<size]), text: 40 + index % 60, &generator)
    }
  }

  /// 6,000 messages of a few kB.
  static func small() -> [[UInt8]] {
    var generator = Generator(state: 2)
    return (0..<6000).map { index in
      message(
        index, attachment: index % 40 == 0 ? generator.octets(7000) : nil, text: 5 + index % 60,
        &generator)
    }
  }

  private static func message(
    _ index: Int, attachment: [UInt8]?, text lines: Int, _ generator: inout Generator
  ) -> [UInt8] {
    var text = ""
    for hop in 0..<6 {
      text +=
        "Received: from mx\(hop).mail.example (mx\(hop).mail.example [192.0.2.\(hop)])\r\n\tby relay\(hop).mx.example with ESMTPS id \(generator.next());\r\n\tFri, 06 Nov 2026 09:0\(hop):00 +0000\r\n"
    }
    text +=
      "From: Anna Example <anna\(index)@mail.example>\r\nTo: Bert <bert@mx.example>\r\nSubject: Message number \(index)\r\nDate: Fri, 06 Nov 2026 09:00:00 +0000\r\nMessage-ID: <\(index).\(generator.next())@mail.example>\r\nMIME-Version: 1.0\r\n"
    let words = [
      "transfer", "octets", "caf=C3=A9", "gr=C3=BC=C3=9Fe", "and", "the", "message", "a",
    ]
    var body = ""
    for _ in 0..<lines {
      var line = ""
      while line.utf8.count < 60 { line += words[Int(generator.next() % 8)] + " " }
      body += line + (generator.next() % 3 == 0 ? "=" : ".") + "\r\n"
    }
    guard let attachment else {
      return Array(
        (text
          + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
          + body).utf8)
    }
    text +=
      "Content-Type: multipart/mixed; boundary=\"=_part_\(index)\"\r\n\r\n--=_part_\(index)\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
      + body
      + "\r\n--=_part_\(index)\r\nContent-Type: application/octet-stream; name=\"data.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    var message = Array(text.utf8)
    var encoder = Base64Encoder()
    encoder.encode(attachment.span, into: &message)
    encoder.finish(into: &message)
    return message + Array("--=_part_\(index)--\r\n".utf8)
  }
}

/// Real messages, read into memory.
enum MailDirectory {
  static func messages(in directory: String) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var pending = [directory]
    while let path = pending.popLast() {
      guard let stream = unsafe opendir(path) else {
        if let octets = contents(of: path) { messages.append(octets) }
        continue
      }
      while let entry = unsafe readdir(stream) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
          unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name != "." && name != ".." { pending.append(path + "/" + name) }
      }
      _ = unsafe closedir(stream)
    }
    return messages
  }

  /// Writes messages into an empty directory that is made; says whether all are there.
  static func write(_ messages: [[UInt8]], into directory: String) -> Bool {
    _ = unsafe mkdir(directory, 0o755)
    for (number, message) in messages.enumerated() {
      guard let file = unsafe fopen("\(directory)/\(number).synthetic:2,S", "w") else {
        return false
      }
      let count = unsafe fwrite(message, 1, message.count, file)
      guard unsafe fclose(file) == 0, count == message.count else { return false }
    }
    return true
  }

  private static func contents(of path: String) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count <= 0 { return octets }
      octets += buffer[..<count]
    }
  }
}
