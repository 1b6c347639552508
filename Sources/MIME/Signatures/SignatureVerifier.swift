// SPDX-License-Identifier: Apache-2.0

/// How far the verification of signatures goes.
package enum SignatureLimits {
  /// Octets of a header section: all must be held until the signatures' fields are picked.
  package static let headerOctets = 4 << 20
  /// Signatures of one message. Attack: each costs a digest of the body and an operation with a key (RFC 6376 section 8.4).
  package static let signatures = 16
}

/// Verifies the DKIM signatures of one message (RFC 6376, RFC 8463, RFC 8301) that it is given in chunks. Memory is bounded
/// by `SignatureLimits`. A message that is stored with LF is verified in its wire form.
package struct SignatureVerifier<Cryptography: SignatureCryptography> {
  private let keys: KeyRecords
  private let cryptography: Cryptography
  private let now: Int?
  private var header: [UInt8] = []
  private var lineStart = 0
  private var headerIsTooLarge = false
  private var isInBody = false
  private var signatures: [Pending] = []
  private var bodies: [Body] = []

  /// A signature whose body is being hashed.
  private struct Pending {
    var result: SignatureResult
    /// Nil if the verdict is reached already.
    var signature: DKIMSignature?
    /// Which of the bodies is the one that was signed.
    var body = 0
    /// SHA-256 of the signed fields.
    var headerHash: [UInt8] = []
  }

  /// A canonical form of the body, which several signatures may share.
  private struct Body {
    let form: Canonicalization
    let length: Int?
    var canonicalizer: BodyCanonicalizer
    var digest: Cryptography.Digest
    var hash: [UInt8] = []

    mutating func scan(_ octets: Span<UInt8>) { canonicalizer.scan(octets, into: &digest) }

    mutating func finish() { canonicalizer.finish(into: &digest) }
  }

  /// A verifier at the beginning of a message.
  ///
  /// - Parameter now: seconds since 1970, for saying whether a signature has expired; nil if that is of no interest.
  package init(keys: KeyRecords, cryptography: Cryptography, now: Int? = nil) {
    self.keys = keys
    self.cryptography = cryptography
    self.now = now
  }

  /// Takes the next octets of the message.
  package mutating func scan(_ octets: Span<UInt8>) {
    var start = 0
    while !isInBody, start < octets.count {
      let end = OctetSearch.lineFeed(in: octets, from: start).map { $0 + 1 } ?? octets.count
      takeHeaderLine(octets.extracting(start..<end))
      start = end
    }
    guard start < octets.count else { return }
    let body = octets.extracting(start...)
    for index in bodies.indices { bodies[index].scan(body) }
  }

  /// Ends the message.
  ///
  /// - Returns: a result for each DKIM-Signature field, from the top; none if the message has no signature.
  package mutating func finish() -> [SignatureResult] {
    if !isInBody { endHeader() }
    for index in bodies.indices {
      bodies[index].finish()
      bodies[index].hash = cryptography.octets(of: bodies[index].digest)
    }
    return signatures.map { judge($0) }
  }

  // MARK: The header section

  /// Takes a line of the header section or a piece of one.
  private mutating func takeHeaderLine(_ line: Span<UInt8>) {
    guard header.count + line.count <= SignatureLimits.headerOctets else {
      headerIsTooLarge = true
      endHeader()
      return
    }
    header.write(line)
    guard header.last == Octet.lf else { return }
    let length = header.count - lineStart
    if length == 1 || length == 2 && header[lineStart] == Octet.cr {
      header.removeLast(length)
      endHeader()
    }
    lineStart = header.count
  }

  /// Finds the signatures, hashes the fields that they cover, and prepares for the body.
  private mutating func endHeader() {
    isInBody = true
    let fields = SignedFields(header: header)
    header = []
    for index in fields.fields.indices where fields.fields[index].name == "dkim-signature" {
      signatures.append(pending(fields, index))
    }
  }

  private mutating func pending(_ fields: SignedFields, _ index: Int) -> Pending {
    guard let tags = TagList(parsing: fields.value(of: index)) else {
      return Pending(result: result(DKIMSignature.Outline(), .malformed(.tagList)))
    }
    let outline = DKIMSignature.outline(tags)
    do throws(SignatureObjection) {
      let signature = try DKIMSignature(tags)
      if headerIsTooLarge { throw .unsupported(.headerLimit) }
      if signatures.count >= SignatureLimits.signatures { throw .unsupported(.signatureLimit) }
      guard let hash = headerHash(fields, index, signature),
        let body = body(for: signature, readsLineFeeds: fields.holdLineFeedsOnly)
      else { throw .unsupported(.noDigest) }
      return Pending(
        result: result(outline, .noKey), signature: signature, body: body, headerHash: hash)
    } catch {
      return Pending(result: result(outline, error.verdict))
    }
  }

  private func result(
    _ outline: DKIMSignature.Outline, _ verdict: SignatureVerdict
  ) -> SignatureResult {
    var isExpired = false
    if let now, let end = outline.expiresAt { isExpired = end < now }
    return SignatureResult(
      domain: outline.domain, selector: outline.selector, verdict: verdict, bodyMatches: nil,
      signedAt: outline.signedAt, expiresAt: outline.expiresAt, isExpired: isExpired,
      unsignedBodyOctets: 0)
  }

  /// RFC 6376 section 3.7: the canonical form of each covered field, then that of the signature's own without its value
  /// and without the line break at its end.
  private func headerHash(
    _ fields: SignedFields, _ own: Int, _ signature: DKIMSignature
  ) -> [UInt8]? {
    guard var digest = cryptography.makeDigest() else { return nil }
    for index in fields.selection(signature.fields, without: own) {
      digest.write(signature.header.field(fields.octets(of: index)).span)
    }
    let last = signature.header.field(fields.withoutSignature(own))
    digest.write(last.span.extracting(..<(last.count - 2)))
    return cryptography.octets(of: digest)
  }

  private mutating func body(for signature: DKIMSignature, readsLineFeeds: Bool) -> Int? {
    let (form, length) = (signature.body, signature.bodyLength)
    if let index = bodies.firstIndex(where: { $0.form == form && $0.length == length }) {
      return index
    }
    guard let digest = cryptography.makeDigest() else { return nil }
    bodies.append(
      Body(
        form: form, length: length,
        canonicalizer: BodyCanonicalizer(form, readsLineFeeds: readsLineFeeds, limit: length),
        digest: digest))
    return bodies.count - 1
  }

  // MARK: The verdict

  private func judge(_ pending: Pending) -> SignatureResult {
    var result = pending.result
    guard let signature = pending.signature else { return result }
    let body = bodies[pending.body]
    let octets = body.canonicalizer.count
    result.unsignedBodyOctets = max(0, octets - (signature.bodyLength ?? octets))
    result.bodyMatches = body.hash == signature.bodyHash && octets >= signature.bodyLength ?? 0
    let record = keys.record(selector: result.selector, domain: result.domain)
    do throws(SignatureObjection) {
      let key = try record.map { (record) throws(SignatureObjection) in
        try DKIMKey(record: record, for: signature)
      }
      result.verdict = verdict(signature, body, pending.headerHash, key)
    } catch {
      result.verdict = error.verdict
    }
    return result
  }

  private func verdict(
    _ signature: DKIMSignature, _ body: Body, _ headerHash: [UInt8], _ key: DKIMKey?
  ) -> SignatureVerdict {
    guard let key else { return .noKey }
    let answer = cryptography.verify(
      signature.signature, of: headerHash, by: signature.algorithm, key: key.octets)
    if answer == .shortKey { return .unsupported(.shortKey) }
    if answer == .unusableKey { return .unsupported(.unusableKey) }
    if let length = signature.bodyLength, length > body.canonicalizer.count {
      return .fail(.bodyTooShort)
    }
    guard body.hash == signature.bodyHash else { return .fail(.bodyHash) }
    return answer == .valid ? .pass : .fail(.signature)
  }
}
