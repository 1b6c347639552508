// SPDX-License-Identifier: Apache-2.0

/// Name of a header field: the ones this library or its callers look into, and `other` for all the rest.
public enum FieldName: String, Hashable, Sendable, CaseIterable {
  case contentType = "content-type"
  case contentTransferEncoding = "content-transfer-encoding"
  case contentTransferRecipe = "content-transfer-recipe"
  case contentDisposition = "content-disposition"
  case contentID = "content-id"
  case contentDescription = "content-description"
  case mimeVersion = "mime-version"
  case from
  case sender
  case replyTo = "reply-to"
  case to
  case cc
  case subject
  case date
  case messageID = "message-id"
  case received
  case returnPath = "return-path"
  case dkimSignature = "dkim-signature"
  case arcSeal = "arc-seal"
  case arcMessageSignature = "arc-message-signature"
  case other

  /// Recognises the name in `octets[range]`, in any case of letters.
  init(_ octets: Span<UInt8>, _ range: Range<Int>) {
    let candidates = FieldName.byLength[min(range.count, FieldName.byLength.count - 1)]
    for candidate in candidates where FieldName.matches(candidate, octets, range) {
      self = candidate
      return
    }
    self = .other
  }

  private static func matches(
    _ candidate: FieldName, _ octets: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    var index = range.lowerBound
    for expected in candidate.rawValue.utf8 {
      if Octet.lowercased(octets[index]) != expected { return false }
      index += 1
    }
    return true
  }

  /// Names by their length, so that most fields are `other` after one look. The last entry is empty: it stands for
  /// every length that no known name has.
  private static let byLength: [[FieldName]] = {
    var table: [[FieldName]] = Array(repeating: [], count: 34)
    for name in allCases where name != .other { table[name.rawValue.utf8.count].append(name) }
    return table
  }()
}
