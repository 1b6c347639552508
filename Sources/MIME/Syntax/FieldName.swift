// SPDX-License-Identifier: Apache-2.0

/// Name of a header field: the ones this library or its callers look into, and `other` for all the rest.
#if hasAttribute(nonexhaustive)
  @nonexhaustive
#endif
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
  package init(_ octets: Span<UInt8>, _ range: Range<Int>) {
    self = .other
    guard range.count < NameKey.limit else { return }
    var candidate = Int(FieldName.firstByLength[range.count])
    guard candidate < FieldName.table.count else { return }
    let key = NameKey(octets, range)
    while candidate < FieldName.table.count, FieldName.table[candidate].key.count == key.count {
      if FieldName.table[candidate].key == key {
        self = FieldName.table[candidate].name
        return
      }
      candidate += 1
    }
  }

  /// The known names, by length.
  private static let table: [(key: NameKey, name: FieldName)] = {
    let names = allCases.filter { $0 != .other }
      .sorted { ($0.rawValue.utf8.count, $0.rawValue) < ($1.rawValue.utf8.count, $1.rawValue) }
    return names.map { name in
      let octets = Array(name.rawValue.utf8)
      return (NameKey(octets.span, 0..<octets.count), name)
    }
  }()

  /// Where the names of a length begin in `table`; behind its end where there are none, so that most fields are `other`
  /// after one look.
  private static let firstByLength: [UInt8] = (0..<NameKey.limit).map { length in
    UInt8(table.firstIndex { $0.key.count == length } ?? table.count)
  }
}
