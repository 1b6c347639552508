// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct TraitTests {
  private func traits(_ message: [UInt8]) -> Set<MessageTrait> {
    var meter = OverheadMeter()
    var scanner = EntityScanner()
    meter.beginMessage()
    // In pieces, so that characters are cut.
    for octet in message { scanner.scan([octet].span, into: &meter) }
    scanner.finish(into: &meter)
    meter.endMessage(file: "f", number: 1, mailbox: "m")
    return Set(meter.finish().traits.keys)
  }

  private func traits(_ message: String) -> Set<MessageTrait> { traits(Array(message.utf8)) }

  private static let kinds: Set<MessageTrait> = [
    .openPGPSigned, .openPGPEncrypted, .smimeSigned, .smimeEncrypted,
  ]

  private static func multipart(_ type: String, _ part: String) -> String {
    "MIME-Version: 1.0\r\nContent-Type: multipart/\(type); boundary=b\r\n\r\n--b\r\n"
      + "Content-Type: \(part)\r\n\r\nx\r\n--b--\r\n"
  }

  private static func whole(_ type: String) -> String {
    "MIME-Version: 1.0\r\nContent-Type: \(type)\r\n\r\nx"
  }

  private static let cases: [(message: String, trait: MessageTrait?)] = [
    (multipart("signed; protocol=\"application/pgp-signature\"", "text/plain"), .openPGPSigned),
    (multipart("signed; protocol=APPLICATION/PKCS7-signature", "text/plain"), .smimeSigned),
    (multipart("signed; protocol=\"application/x-pkcs7-signature\"", "a/b"), .smimeSigned),
    (multipart("signed; protocol=\"application/x-other\"", "text/plain"), nil),
    (multipart("signed", "text/plain"), nil),
    (multipart("signed", "application/pgp-signature"), .openPGPSigned),
    (multipart("signed", "application/pkcs7-signature"), .smimeSigned),
    (multipart("mixed", "application/pgp-signature"), nil),
    (
      multipart("encrypted; protocol=\"application/pgp-encrypted\"", "a/b"), .openPGPEncrypted
    ),
    (multipart("encrypted; protocol=\"application/x-other\"", "a/b"), nil),
    (multipart("encrypted", "application/pgp-encrypted"), .openPGPEncrypted),
    (whole("application/pkcs7-mime; smime-type=Enveloped-Data"), .smimeEncrypted),
    (whole("application/pkcs7-mime; smime-type=authEnveloped-data"), .smimeEncrypted),
    (whole("application/x-pkcs7-mime"), .smimeEncrypted),
    (whole("application/pkcs7-mime; smime-type=signed-data"), .smimeSigned),
    (whole("application/pkcs7-mime; smime-type=certs-only"), nil),
    (whole("application/pkcs7-mime; smime-type=compressed-data"), nil),
    (whole("application/pkcs7-mime; smime-type=signed-receipt"), nil),
    // A message that is attached speaks for itself only.
    (
      "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
        + multipart("signed; protocol=\"application/pgp-signature\"", "text/plain"), nil
    ),
  ]

  @Test(arguments: cases.indices)
  func `a message is encrypted or signed`(index: Int) {
    let (message, trait) = Self.cases[index]
    let expected: Set<MessageTrait> = trait.map { [$0] } ?? []
    #expect(traits(message).intersection(Self.kinds) == expected, "\(message)")
  }

  @Test func `UTF-8 in a header section is told from a raw 8-bit character set`() {
    let kinds: Set<MessageTrait> = [.nonASCIIHeader, .nonASCIIAddress, .rawEightBitHeader]
    func found(_ message: [UInt8]) -> Set<MessageTrait> { traits(message).intersection(kinds) }
    #expect(
      found(Array("Subject: \u{FC} \u{20AC} \u{1F4E7}\r\n\r\n\u{FC}".utf8)) == [.nonASCIIHeader])
    #expect(found(Array("To: \u{FC}@x\r\n\r\n".utf8)) == [.nonASCIIHeader, .nonASCIIAddress])
    #expect(found(Array("Subject: x\r\n\r\n\u{FC}".utf8)) == [])
    let subject = Array("To: a\r\nSubject: ".utf8)
    for raw: [UInt8] in [
      [0xFC], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0xC3, 0xBC, 0xFC],
    ] {
      #expect(found(subject + raw + Array("\r\n\r\n".utf8)) == [.rawEightBitHeader], "\(raw)")
    }
  }

  @Test func `other traits`() {
    let message =
      "From: a@x.example\r\nDKIM-Signature: v=1\r\nARC-Seal: i=1\r\n"
      + "Content-Transfer-Encoding: x-uuencode\r\n\r\nx"
    #expect(
      traits(message) == [.dkim, .arc, .noMIMEVersion, .uuencode, .ambiguous, .defective])
  }
}
