// SPDX-License-Identifier: Apache-2.0
import MIME
import Testing

extension ScanCase {
  /// Boundaries and delimiters that readers are known to differ about.
  static let disputed =
    ["<BB>", "<>", "=?utf-8?Q?BB?=", "x=?us-ascii?B?QkI=?=y", "BB=?"].map { boundary in
      ScanCase(
        name: "the boundary \(boundary)",
        message:
          "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n\r\none\r\n--\(boundary)--\r\n",
        leaves: ["1": "one"],
        defects: boundary.hasPrefix("<")
          ? [.decoratedBoundary, .irregularBoundary] : [.decoratedBoundary])
    } + [
      ScanCase(
        name: "an encoded word as a boundary, not quoted",
        message:
          "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary==?utf-8?Q?BB?=\r\n\r\n--=?utf-8?Q?BB?=\r\n\r\none\r\n--=?utf-8?Q?BB?=--\r\n",
        leaves: ["1": "one"], defects: [.decoratedBoundary]),
      ScanCase(
        name: "a boundary that ends in a blank",
        message:
          "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"BB \"\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n",
        leaves: ["1": "one"], defects: [.decoratedBoundary, .irregularBoundary]),
      ScanCase(
        name: "a delimiter is the outer close-delimiter",
        message: head
          + "--BB\r\nContent-Type: multipart/mixed; boundary=\"BB--\"\r\n\r\n--BB--\r\n\r\none\r\n--BB----\r\n--BB--\r\n",
        leaves: ["1.1": "one"], defects: [.closingBoundary]),
      ScanCase(
        name: "a close-delimiter is the outer delimiter",
        message:
          "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"BB--\"\r\n\r\n--BB--\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n--BB----\r\n",
        leaves: ["1.1": "one"], defects: [.closingBoundary]),
      ScanCase(
        name: "a multipart that only closes", message: head + "--BB--\r\n", leaves: [:],
        defects: [.noBodyPart]),
      ScanCase(
        name: "parts behind a multipart that only closes",
        message: head + "pre\r\n--BB--\r\n\r\n--BB\r\n\r\none\r\n--BB--\r\n", leaves: [:],
        defects: [.noBodyPart, .delimiterAfterClose]),
      ScanCase(
        name: "a multipart that opens and closes", message: head + "--BB\r\n--BB--\r\npost\r\n",
        leaves: [:], defects: [.emptyBodyPart, .noBodyPart]),
      ScanCase(
        name: "an inner multipart that only closes",
        message: head
          + "--BB\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in--\r\n--BB\r\n\r\ntwo\r\n--BB--\r\n",
        leaves: ["2": "two"], defects: [.noBodyPart]),
      ScanCase(
        name: "nothing between the last delimiter and the close-delimiter",
        message: head + "--BB\r\n\r\none\r\n--BB\r\n--BB--\r\n", leaves: ["1": "one"],
        defects: [.emptyBodyPart]),
      ScanCase(
        name: "a delimiter at the end", message: head + "--BB\r\n\r\none\r\n--BB\r\n",
        leaves: ["1": "one"], defects: [.emptyBodyPart, .unclosedMultipart]),
      ScanCase(
        name: "a delimiter at the end, without line end",
        message: head + "--BB\r\n\r\none\r\n--BB", leaves: ["1": "one"],
        defects: [.emptyBodyPart, .unclosedMultipart]),
      ScanCase(
        name: "nothing but a delimiter", message: head + "--BB\r\n", leaves: [:],
        defects: [.emptyBodyPart, .unclosedMultipart]),
      ScanCase(
        name: "an inner delimiter before an outer one",
        message: head
          + "--BB\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\none\r\n--in\r\n--BB\r\n\r\ntwo\r\n--BB--\r\n",
        leaves: ["1.1": "one", "2": "two"], defects: [.emptyBodyPart, .unclosedMultipart]),
      ScanCase(
        name: "parts in the epilogue",
        message: head
          + "--BB\r\n\r\none\r\n--BB--\r\n\r\n--BB\r\n\r\ntwo\r\n--BB--\r\n--BB--\r\n",
        leaves: ["1": "one"], defects: [.delimiterAfterClose]),
      ScanCase(
        name: "parts in the epilogue of an inner multipart",
        message: head
          + "--BB\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\none\r\n--in--\r\n\r\n--in--\r\n--BB--\r\n",
        leaves: ["1.1": "one"], defects: [.delimiterAfterClose]),
      ScanCase(
        name: "a byte order mark before a message", message: mark + "A: b\r\n\r\ntext",
        leaves: ["1": "text"], defects: [.byteOrderMark]),
      ScanCase(
        name: "a byte order mark before a part",
        message: head + "--BB\r\n\(mark)Content-Type: text/html\r\n\r\none\r\n--BB--\r\n",
        leaves: ["1": "one"], defects: [.byteOrderMark]),
      ScanCase(
        name: "a byte order mark before a message in a message",
        message:
          "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n\(mark)A: b\r\n\r\ntext",
        leaves: ["1.1": "text"], defects: [.byteOrderMark]),
      ScanCase(
        name: "a byte order mark in place of a header section",
        message: head + "--BB\r\n\(mark)\r\none\r\n--BB--\r\n", leaves: ["1": "one"],
        defects: [.byteOrderMark]),
      ScanCase(
        name: "two byte order marks", message: mark + mark + "A: b\r\n\r\ntext",
        leaves: ["1": mark + "A: b\r\n\r\ntext"],
        defects: [.byteOrderMark, .headerSectionNotClosed]
      ),
      ScanCase(
        name: "nothing but a byte order mark", message: mark, leaves: ["1": ""],
        defects: [.byteOrderMark, .headerSectionNotClosed]),
      ScanCase(
        name: "a byte order mark that begins a body", message: "A: b\r\n\r\n\(mark)text",
        leaves: ["1": mark + "text"]),
    ]

  private static let mark = "\u{FEFF}"
}

@Suite struct DisputedStructureTests {
  @Test(arguments: ScanCase.disputed)
  func `no message is converted of which readers differ`(_ scan: ScanCase) {
    guard let kind = scan.defects.first else { return }
    #expect(kind.isAmbiguity)
    // A part that a conversion would change stands before, so that only the dispute can keep the message.
    let part = "Content-Transfer-Encoding: base64\r\n\r\n\(ReasonCase.long("QUJDQUJDQUJDQUJD"))\r\n"
    let message =
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\n\(part)--zz\r\nContent-Type: message/rfc822\r\n\r\n\(scan.message)\(scan.message.hasSuffix("\r\n") ? "" : "\r\n")--zz--\r\n"
    for target in TransferDomain.allCases {
      let policy = ConversionPolicy(target: target, onlyWithGain: false)
      let plan = ConversionPlanner.plan(for: Array(message.utf8).span, policy: policy)
      #expect(plan.changesNothing)
      if target == .binary {
        #expect([.ambiguousHeader, .ambiguousStructure].contains(plan.reason))
      }
    }
  }
}
