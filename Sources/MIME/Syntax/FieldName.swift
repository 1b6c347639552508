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
    self = .other
    guard range.count < Key.limit else { return }
    var candidate = Int(FieldName.firstByLength[range.count])
    guard candidate < FieldName.table.count else { return }
    let key = Key(octets, range)
    while candidate < FieldName.table.count, FieldName.table[candidate].key.count == key.count {
      if FieldName.table[candidate].key == key {
        self = FieldName.table[candidate].name
        return
      }
      candidate += 1
    }
  }

  /// A name as numbers, which are compared faster than octets.
  private struct Key: Equatable {
    /// Octets that fit.
    static let limit = 32

    let count: Int
    /// Four times eight octets, each with the bit of lower case set: that changes no other octet of a field name into one of
    /// a name that is known, which are letters and hyphens.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init(_ octets: Span<UInt8>, _ range: Range<Int>) {
      count = range.count
      words.0 = Key.word(octets, range.lowerBound, range.upperBound)
      if count > 8 { words.1 = Key.word(octets, range.lowerBound + 8, range.upperBound) }
      if count > 16 { words.2 = Key.word(octets, range.lowerBound + 16, range.upperBound) }
      if count > 24 { words.3 = Key.word(octets, range.lowerBound + 24, range.upperBound) }
    }

    private static func word(_ octets: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
      var word: UInt64 = 0
      var index = start
      let last = min(end, start + 8)
      while index < last {
        word = word << 8 | UInt64(octets[index] | 0x20)
        index += 1
      }
      return word
    }

    static func == (left: Key, right: Key) -> Bool {
      left.words.0 == right.words.0 && left.count == right.count
        && left.words.1 == right.words.1 && left.words.2 == right.words.2
        && left.words.3 == right.words.3
    }
  }

  /// The known names, by length.
  private static let table: [(key: Key, name: FieldName)] = {
    let names = allCases.filter { $0 != .other }
      .sorted { ($0.rawValue.utf8.count, $0.rawValue) < ($1.rawValue.utf8.count, $1.rawValue) }
    return names.map { name in
      let octets = Array(name.rawValue.utf8)
      return (Key(octets.span, 0..<octets.count), name)
    }
  }()

  /// Where the names of a length begin in `table`; behind its end where there are none, so that most fields are `other`
  /// after one look.
  private static let firstByLength: [UInt8] = (0..<Key.limit).map { length in
    UInt8(table.firstIndex { $0.key.count == length } ?? table.count)
  }
}
