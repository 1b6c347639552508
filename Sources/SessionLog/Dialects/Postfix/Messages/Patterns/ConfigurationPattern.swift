// SPDX-License-Identifier: Apache-2.0

/// Trouble of our own: files, tables, other services. Nothing a client or server did.
enum ConfigurationPattern: PostfixPattern {
  static let name = "own-trouble"
  static let meaning =
    "Trouble of the receiving system itself: files, tables, milters, policy services."
  static let openings: [StaticString] = [
    "connect to Milter service ", "milter ", "mail_stream_cleanup: ", "not enough free space in ",
    "table ", "database ", "dict_", "problem talking to ", "premature end-of-input on ",
    "timeout on ", "unknown smtp_", "symlink leaves directory: ", "using backwards-compatible ",
    "See http", "To disable backwards compatibility", "connect to ",
    "dropping connection ", "do not list domain ", "run-time library vs. ",
    "support for restriction ", "restriction ",
  ]
  static let samples = [
    PostfixSample(
      "warning: connect to Milter service inet:127.0.0.1:8891: Connection refused", from: .smtpd,
      gives: "remark"),
    PostfixSample(
      "warning: milter inet:127.0.0.1:8891: can't read SMFIC_OPTNEG reply packet header: Success",
      from: .cleanup, gives: "remark"),
    PostfixSample(
      "warning: mail_stream_cleanup: close error", from: .cleanup, gives: "remark"),
    PostfixSample(
      "warning: not enough free space in mail queue: 9 bytes < 1.5*message size limit",
      from: .smtpd, gives: "remark"),
    PostfixSample(
      "table hash:/etc/aliases(0,lock) has changed -- restarting", from: .local, gives: "remark"),
    PostfixSample(
      "warning: database /etc/aliases.db is older than source file /etc/aliases", from: .local,
      gives: "remark"),
    PostfixSample(
      "warning: dict_ldap_lookup: Search error -1", from: .cleanup, gives: "remark"),
    PostfixSample(
      "warning: problem talking to server private/policy: Connection timed out", from: .smtpd,
      gives: "remark"),
    PostfixSample(
      "warning: premature end-of-input on private/anvil while reading input attribute name",
      from: .smtpd, gives: "remark"),
    PostfixSample(
      "warning: timeout on private/anvil while reading input attribute name", from: .smtpd,
      gives: "remark"),
    PostfixSample(
      "warning: unknown smtp_tls_security_level", from: .smtp, gives: "remark"),
    PostfixSample(
      "warning: symlink leaves directory: /etc/postfix/./makedefs.out", from: .script,
      gives: "remark"),
    PostfixSample(
      "using backwards-compatible default setting smtputf8_enable=no", from: .smtpd,
      releases: "3.0–", gives: "remark"),
    PostfixSample(
      "See http://www.postfix.org/COMPATIBILITY_README.html for details", from: .script,
      releases: "3.0–", gives: "remark"),
    PostfixSample(
      "To disable backwards compatibility use 'postconf compatibility_level=3.6'", from: .script,
      releases: "3.0–", gives: "remark"),
    PostfixSample(
      "warning: connect to private/policy: Connection refused", from: .smtpd, gives: "remark"),
    PostfixSample(
      "warning: dropping connection from [203.0.113.9]:50123 -- host is denied", from: .postscreen,
      gives: "remark"),
    PostfixSample(
      "warning: do not list domain postbox.example in BOTH mydestination and virtual_mailbox_domains",
      from: .smtpd, gives: "remark"),
    PostfixSample(
      "warning: run-time library vs. compile-time header version mismatch: OpenSSL 3.0.0 may not be compatible",
      from: .smtpd, gives: "remark"),
    PostfixSample(
      #"warning: support for restriction "reject_maps_rbl" will be removed from Postfix"#,
      from: .smtpd, gives: "remark"),
    PostfixSample(
      "warning: restriction `reject' after `permit' is ignored", from: .smtpd, gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    if cursor.skip("connect to ") {
      // A server that could not be reached is named with its address.
      let isServer = PostfixPeer.take(&cursor) != nil
      return !isServer && context.severity != .info ? .remark : nil
    }
    guard !context.severity.isLast else { return nil }
    return openings.contains(where: { cursor.sees($0) }) ? .remark : nil
  }
}
