// SPDX-License-Identifier: Apache-2.0

/// OpenSSL: the client closed a TLS session without close_notify. Up to 4.96 no peer is named.
enum EximTLSReadError: EximPattern {
  static let name = "tls-read-error"
  static let meaning = "The client closed a TLS session without saying so (OpenSSL)."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["TLS error (SSL_", "SSL_write: ", "SSL_read: "]
  static let samples = [
    EximSample(
      "TLS error (SSL_read): on connection Ci=2493 from mta6.acme-widgets.example [203.0.113.35]:60707 I=[198.51.100.25]:25 error:0A000126:SSL routines::unexpected eof while reading",
      versions: "4.97–",
      gives:
        "tlsReadFailed name=mta6.acme-widgets.example address=203.0.113.35 port=60707 connection=2493 detail=error:0A000126:SSL routines::unexpected eof while reading"
    ),
    EximSample(
      "TLS error (SSL_read): error:0A000126:SSL routines::unexpected eof while reading",
      versions: "–4.96",
      gives: "tlsReadFailed detail=error:0A000126:SSL routines::unexpected eof while reading"),
    EximSample(
      "SSL_write: (from mta6.uni.example [203.0.113.45]) syscall: Broken pipe",
      gives: "tlsBroken name=mta6.uni.example address=203.0.113.45 detail=syscall: Broken pipe"),
    EximSample(
      "SSL_write: (from <unknown>) syscall: Broken pipe",
      gives: "tlsBroken detail=syscall: Broken pipe"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    if cursor.skip("TLS error (SSL_") {
      statement.kind = cursor.skip("read): ") ? .tlsReadFailed : .tlsBroken
      if statement.kind == .tlsBroken, cursor.take(through: "): ") == nil { return false }
      if cursor.skip("on connection "), statement.readPeer(&cursor) { _ = cursor.skip(" ") }
    } else {
      statement.kind = cursor.skip("SSL_read: ") ? .tlsReadFailed : .tlsBroken
      _ = cursor.skip("SSL_write: ")
      if cursor.skip("(from "), !cursor.skip("<unknown>"), let host = EximHost.read(&cursor) {
        statement.host = host
      }
      _ = cursor.skip(") ")
    }
    statement.detail = cursor.rest()
    return true
  }
}
