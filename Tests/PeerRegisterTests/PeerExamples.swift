// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

import ProviderFindings

@testable import PeerRegister
import SessionFixtures

/// Every rule by which a peer gets its form, one example or more for each.
enum PeerExamples {
  static let all = offered + accepted + refused + unanswered + ages + masked

  /// A session of that day whose last chunk is not answered.
  private static func silence(_ day: Int64, _ ending: SessionEnd = .timedOut) -> PeerExample.Day {
    .offersBinary(day) {
      $0.ask(.binaryMIME, accepted: true)
      $0.transactions[0].transfer = .bdat
      $0.ending = ending
    }
  }

  private static let unanswered: [PeerExample] = [
    PeerExample(
      "BDAT was never answered", [silence(97), silence(98)], gets: .eightBit, .unanswered),
    PeerExample(
      "the connection was lost behind BDAT", [silence(98, .lostInCommand)], gets: .eightBit,
      .unanswered),
    PeerExample(
      "never answered, long ago", [silence(10), .offersBinary(99)], gets: .eightBit, .unanswered),
    PeerExample(
      "whatever an offer is worth", trust: .offered, [silence(98)], gets: .eightBit, .unanswered),
    PeerExample(
      "answered since", [silence(97), .offersBinary(98) { $0.deliverBinary() }], gets: .binary,
      .accepted),
    PeerExample(
      "not answered since", [.offersBinary(97) { $0.deliverBinary() }, silence(98)],
      gets: .eightBit, .unanswered),
    PeerExample(
      "a broken connection of long ago",
      [.offersBinary(10) { $0.deliverBinary() }, silence(20), .offersBinary(99)], gets: .binary,
      .accepted),
    PeerExample(
      "the log ends behind BDAT", [silence(98, .stillOpen)], gets: .binary, .offered),
    PeerExample(
      "a message by DATA was not answered",
      [
        .offersBinary(98) {
          $0.ask(.eightBitMIME, accepted: true)
          $0.transactions[0].transfer = .data
          $0.ending = .timedOut
        }
      ], gets: .binary, .offered),
  ]

  private static let offered: [PeerExample] = [
    PeerExample(
      "nothing offered", [.offers(99, "SIZE 1000", "PIPELINING")], gets: .sevenBit, .notOffered),
    PeerExample("8BITMIME", [.offers(99, "8BITMIME")], gets: .eightBit, .notOffered),
    PeerExample("BINARYMIME with CHUNKING", [.offersBinary(99)], gets: .binary, .offered),
    PeerExample(
      "BINARYMIME without CHUNKING", [.offers(99, "8BITMIME", "BINARYMIME")],
      gets: .eightBit, .notOffered),
    PeerExample(
      "CHUNKING without BINARYMIME", [.offers(99, "8BITMIME", "CHUNKING")], gets: .eightBit),
    PeerExample(
      "BINARYMIME and CHUNKING without 8BITMIME", [.offers(99, "CHUNKING", "BINARYMIME")],
      gets: .binary, .offered),
    PeerExample(
      "offered before TLS only, another reply followed",
      [.init(day: 99, before: ["8BITMIME", "CHUNKING", "BINARYMIME"], after: ["8BITMIME"])],
      gets: .eightBit, .notOffered),
    PeerExample(
      "offered in a session without TLS",
      [.init(day: 99, before: ["8BITMIME", "CHUNKING", "BINARYMIME"])], gets: .binary, .offered),
    PeerExample(
      "offered before TLS, no reply from inside it in the log",
      [
        .init(
          day: 99, before: ["8BITMIME", "CHUNKING", "BINARYMIME"], change: { $0.encrypt() })
      ], gets: .sevenBit, .notAsked),
    PeerExample(
      "one half before TLS, the other after",
      [.init(day: 99, before: ["BINARYMIME"], after: ["CHUNKING"])], gets: .sevenBit, .notOffered),
    PeerExample(
      "HELO alone",
      [
        .offersBinary(98),
        .init(day: 99, change: { $0.deliver() }),
      ], gets: .sevenBit, .notOffered),
    PeerExample(
      "offered once, no longer in the last reply",
      [.offersBinary(98), .offers(99, "8BITMIME")], gets: .eightBit, .notOffered),
    PeerExample(
      "offered at times", [.offersBinary(95), .offers(97, "8BITMIME"), .offersBinary(99)],
      gets: .eightBit, .offeredAtTimes),
    PeerExample(
      "offered at times, long ago",
      [.offersBinary(10), .offers(20, "8BITMIME"), .offersBinary(99)], gets: .binary, .offered),
    PeerExample(
      "offered since an upgrade", [.offers(97, "8BITMIME"), .offersBinary(99)], gets: .binary,
      .offered),
  ]

  private static let accepted: [PeerExample] = [
    PeerExample(
      "accepted by BDAT", [.offersBinary(99) { $0.deliverBinary() }], gets: .binary, .accepted),
    PeerExample(
      "accepted by BDAT, proof is asked for", trust: .accepted,
      [.offersBinary(99) { $0.deliverBinary() }], gets: .binary, .accepted),
    PeerExample(
      "offered only, proof is asked for", trust: .accepted, [.offersBinary(99)], gets: .sevenBit,
      .notProven),
    PeerExample(
      "8BITMIME accepted, BINARYMIME only offered, proof is asked for", trust: .accepted,
      [.offersBinary(99) { $0.deliver(body: .eightBitMIME) }], gets: .eightBit, .notProven),
    PeerExample(
      "MAIL with BODY=BINARYMIME accepted, message not", trust: .accepted,
      [.offersBinary(99) { $0.ask(.binaryMIME, accepted: true) }], gets: .sevenBit, .notProven),
    PeerExample(
      "BODY=BINARYMIME accepted, message by DATA", trust: .accepted,
      [.offersBinary(99) { $0.deliver(by: .data, body: .binaryMIME) }], gets: .sevenBit, .notProven),
    PeerExample(
      "MAIL with BODY=BINARYMIME accepted and never offered",
      [.offers(99, "8BITMIME").with { $0.deliver(by: .data, body: .binaryMIME) }],
      gets: .eightBit, .notOffered),
    PeerExample(
      "accepted long ago", [.offersBinary(3) { $0.deliverBinary() }], gets: .binary, .accepted),
    PeerExample(
      "accepted, and the last reply does not offer it",
      [.offersBinary(98) { $0.deliverBinary() }, .offers(99, "8BITMIME")], gets: .eightBit,
      .notOffered),
    PeerExample(
      "8BITMIME accepted", [.offers(99, "8BITMIME").with { $0.deliver(body: .eightBitMIME) }],
      gets: .eightBit),
  ]

  private static let refused: [PeerExample] = [
    PeerExample(
      "refused by MAIL", [.offersBinary(99) { $0.refuseBinary(501, nil, "invalid data") }],
      gets: .eightBit, .refused),
    PeerExample(
      "refused by MAIL, an offer would be enough", trust: .offered,
      [.offersBinary(99) { $0.refuseBinary(555, .init(5, 5, 4), "Unsupported option") }],
      gets: .eightBit, .refused),
    PeerExample(
      "refused by name",
      [.offersBinary(99) { $0.refuseBinary(553, .init(5, 7, 1), "no BODY=BINARYMIME here") }],
      gets: .eightBit, .refused),
    PeerExample(
      "refused for the sender's sake",
      [.offersBinary(99) { $0.refuseBinary(550, .init(5, 7, 1), "blocked") }], gets: .binary,
      .offered),
    PeerExample(
      "refused for now", [.offersBinary(99) { $0.refuseBinary(451, .init(4, 7, 1), "later") }],
      gets: .binary, .offered),
    PeerExample(
      "the chunk refused",
      [.offersBinary(99) { $0.refuseData(.binaryMIME, .bdat, 500, nil, "unknown command") }],
      gets: .eightBit, .refused),
    PeerExample(
      "another message's BDAT refused",
      [
        .offersBinary(98),
        .offersBinary(99) { $0.refuseData(.unstated, .bdat, 502, .init(5, 5, 1), "no BDAT") },
      ], gets: .eightBit, .refused),
    PeerExample(
      "the content of the message refused",
      [.offersBinary(99) { $0.refuseData(.binaryMIME, .bdat, 550, nil, "spam") }], gets: .binary,
      .offered),
    PeerExample(
      "the chunk refused for want of recipients",
      [
        .offersBinary(99) {
          $0.refuseData(.binaryMIME, .bdat, 503, .init(5, 5, 1), "no recipients", recipients: 0)
        }
      ], gets: .binary, .offered),
    PeerExample(
      "BDAT unknown, and no recipients",
      [
        .offersBinary(99) {
          $0.refuseData(.binaryMIME, .bdat, 500, .init(5, 5, 1), "what?", recipients: 0)
        }
      ], gets: .eightBit, .refused),
    PeerExample(
      "BDAT out of sequence, with recipients",
      [
        .offersBinary(99) { $0.refuseData(.binaryMIME, .bdat, 503, .init(5, 5, 1), "bad sequence") }
      ],
      gets: .eightBit, .refused),
    PeerExample(
      "too large",
      [.offersBinary(99) { $0.refuseData(.binaryMIME, .bdat, 552, .init(5, 3, 4), "big") }],
      gets: .binary, .offered),
    PeerExample(
      "accepted, later refused",
      [
        .offersBinary(97) { $0.deliverBinary() },
        .offersBinary(99) { $0.refuseBinary(501, nil, "no") },
      ], gets: .eightBit, .refused),
    PeerExample(
      "refused, later accepted",
      [
        .offersBinary(97) { $0.refuseBinary(501, nil, "no") },
        .offersBinary(99) { $0.deliverBinary() },
      ], gets: .binary, .accepted),
    PeerExample(
      "refused between acceptances",
      [
        .offersBinary(95) { $0.deliverBinary() },
        .offersBinary(97) { $0.refuseBinary(501, nil, "no") },
        .offersBinary(99) { $0.deliverBinary() },
      ], gets: .eightBit, .refusedAtTimes),
    PeerExample(
      "refused between acceptances, long ago",
      [
        .offersBinary(5) { $0.deliverBinary() },
        .offersBinary(7) { $0.refuseBinary(501, nil, "no") },
        .offersBinary(99) { $0.deliverBinary() },
      ], gets: .binary, .accepted),
    PeerExample(
      "8BITMIME refused",
      [.offers(99, "8BITMIME").with { $0.refuseMail(.eightBitMIME, 501, nil, "no") }],
      gets: .sevenBit),
  ]

  private static let ages: [PeerExample] = [
    PeerExample("offered 29 days ago", [.offersBinary(71)], gets: .binary, .offered),
    PeerExample("offered 30 days ago", [.offersBinary(70)], gets: .sevenBit, .stale),
    PeerExample(
      "offered 30 days ago, an offer is enough", trust: .offered, [.offersBinary(70)],
      gets: .binary, .offered),
    PeerExample("offered tomorrow", [.offersBinary(101)], gets: .binary, .offered),
    PeerExample(
      "offered long ago and again lately", [.offersBinary(2), .offersBinary(90)], gets: .binary,
      .offered),
  ]

  private static let masked: [PeerExample] = [
    PeerExample(
      "mixed case", [.offers(99, "8BitMime", "Chunking", "BinaryMIME")], gets: .binary, .offered),
    PeerExample(
      "masked by a middlebox", [.offers(99, "8BITMIME", "CHUNKING", "BIN*RYMIME")],
      gets: .eightBit, .notOffered),
    PeerExample(
      "masked by another", [.offers(99, "8BITMIME", "CHUNKING", "XXXXXXXXXX")], gets: .eightBit,
      .notOffered),
    PeerExample("a blank too many", [.offers(99, "8 BITMIME")], gets: .sevenBit, .notOffered),
    PeerExample("a leading blank", [.offers(99, " 8BITMIME")], gets: .sevenBit, .notOffered),
    PeerExample(
      "arguments behind", [.offers(99, "8BITMIME x", "CHUNKING ", "BINARYMIME\r")], gets: .binary,
      .offered),
    PeerExample(
      "an equals sign behind", [.offers(99, "8BITMIME=1", "CHUNKING", "BINARYMIME=yes")],
      gets: .sevenBit, .notOffered),
    PeerExample(
      "all in one line", [.offers(99, "8BITMIME CHUNKING BINARYMIME")], gets: .eightBit, .notOffered
    ),
    PeerExample(
      "the words in the text of another keyword",
      [.offers(99, "HELP 8BITMIME CHUNKING BINARYMIME")], gets: .sevenBit, .notOffered),
    PeerExample(
      "longer and shorter keywords", [.offers(99, "8BITMIMES", "CHUNK", "BINARY")],
      gets: .sevenBit, .notOffered),
  ]
}
