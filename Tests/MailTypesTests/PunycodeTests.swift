// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Testing

/// RFC 3492 section 7.1, RFC 5890 section 2.3.2.1.
@Suite struct PunycodeTests {
  @Test(arguments: [
    ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
    ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
    ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"),
    ("TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g", "TạisaohọkhôngthểchỉnóitiếngViệt"),
    ("d9juau41awczczp", "そのスピードで"), ("-> $1.00 <--", "-> $1.00 <-"), ("", ""),
  ])
  func `the samples of the RFC are decoded`(encoded: String, text: String) {
    var decoded = String.UnicodeScalarView()
    decoded.append(contentsOf: Punycode.decoded(Array(encoded.utf8)) ?? [])
    #expect(String(decoded) == text)
  }

  @Test(arguments: ["bcher-kv", "bücher", "9999999999999999", "abc-d_", "99999999b"])
  func `what is not well-formed is none`(text: String) {
    #expect(Punycode.decoded(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    ("xn--bcher-kva.example", "bücher.example"),
    ("mail.xn--bcher-kva.example", "mail.bücher.example"),
    ("bücher.example", "bücher.example"), ("xn--.example", "xn--.example"),
    ("xn--abc-.example", "xn--abc-.example"), ("xn--99999999b.example", "xn--99999999b.example"),
    // A-labels of a capital letter, of a blank, and of a character that looks like a dot.
    ("xn--bcher-2pa.example", "xn--bcher-2pa.example"),
    ("xn--ab-1ca.example", "xn--ab-1ca.example"),
    ("xn--ab-r13a.example", "xn--ab-r13a.example"),
    ("axn--bcher-kva.example", "axn--bcher-kva.example"), ("", ""),
  ])
  func `a name is one whatever its labels`(name: String, form: String) {
    #expect(String(decoding: InternationalName.inULabels(Array(name.utf8)), as: UTF8.self) == form)
  }
}
