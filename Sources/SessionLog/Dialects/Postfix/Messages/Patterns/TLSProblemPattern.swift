// SPDX-License-Identifier: Apache-2.0

/// OpenSSL's queue of errors, without the place in its source:
///
///     "TLS library problem: " "error:" code ":" library ":" [ function ] ":" reason ":" place
enum TLSProblemPattern: PostfixPattern {
  static let name = "tls-problem"
  static let meaning = "Why a handshake failed, in OpenSSL's words."
  static let openings: [StaticString] = ["TLS library problem: "]
  static let samples = [
    PostfixSample(
      "warning: TLS library problem: error:0A000418:SSL routines::tlsv1 alert unknown ca:../ssl/record/rec_layer_s3.c:1586:SSL alert number 48:",
      from: .smtpd, releases: "OpenSSL 3", gives: "tlsProblem",
      "error:0A000418:SSL routines::tlsv1 alert unknown ca"),
    PostfixSample(
      "warning: TLS library problem: error:1417A0C1:SSL routines:tls_post_process_client_hello:no shared cipher:ssl/statem/statem_srvr.c:2306:",
      from: .smtpd, releases: "OpenSSL 1.1", gives: "tlsProblem",
      "error:1417A0C1:SSL routines:tls_post_process_client_hello:no shared cipher"),
    PostfixSample(
      "warning: TLS library problem: 7412:error:1408A0C1:SSL routines:SSL3_GET_CLIENT_HELLO:no shared cipher:s3_srvr.c:1336:",
      from: .smtpd, releases: "2.3–2.9", gives: "tlsProblem",
      "error:1408A0C1:SSL routines:SSL3_GET_CLIENT_HELLO:no shared cipher"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard cursor.skip("TLS library problem: ") else { return nil }
    // Old releases put the process before the error.
    if cursor.number() != nil { _ = cursor.skip(":") }
    guard cursor.sees("error:") else { return .tlsProblem(reason: cursor.rest()) }
    let start = cursor.position
    var end = cursor.end
    var colons = 0
    for place in start..<cursor.end where text[place] == UInt8(ascii: ":") {
      colons += 1
      guard colons == 5 else { continue }
      end = place
      break
    }
    return .tlsProblem(reason: TextRange(start: start, count: end - start))
  }
}
