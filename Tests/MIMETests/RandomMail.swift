// SPDX-License-Identifier: Apache-2.0
import TestSupport

/// Text that looks like mail and often is not: pieces that matter to a scanner, in random order.
enum RandomMail {
  private static let pieces = [
    "\r\n", "\n", "\r", "\r\n\r\n", "\n\n", "--", "--b", "--b--", "--b\r\n", "--b--\n", "--c\n",
    "--c--\r\n",
    "Content-Type: multipart/mixed; boundary=b\r\n", "Content-Type: multipart/mixed; boundary=c\n",
    "content-type: message/rfc822\r\n", "Content-Type: text/plain; charset=utf-8\r\n",
    "Content-Type: multipart/digest;\r\n boundary=\"b\"\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\n", "Content-Transfer-Encoding: x-uuencode\n",
    "MIME-Version: 1.0\r\n", "Subject: x\r\n\ty\r\n", "From a\n", "no colon\n", "QUJD", "QQ==",
    "=3D", "=\r\n", "= \n",
    "\u{FEFF}", "Content-Type: multipart/mixed; boundary=\"b--\"\n", "--b----\n",
    "begin 644 x\n#86)C\nend\n", " ", "\t", "-", "\0", "é", "text text text",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD\r\n",
  ]

  static func message(_ generator: inout SeededGenerator) -> [UInt8] {
    var message =
      generator.once(in: 3)
      ? Array("x: MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".utf8) : []
    for _ in 0..<generator.number(0...60) { message += Array(generator.one(of: pieces).utf8) }
    return message
  }
}
