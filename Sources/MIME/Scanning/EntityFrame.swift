// SPDX-License-Identifier: Apache-2.0

/// An entity whose body is being read, as the scanner remembers it.
struct EntityFrame: Sendable {
  var kind: EntityHead.Kind
  /// Number under which the parts of a multipart, or the parts of the multipart in a message, are counted.
  var prefix: [Int]
  /// Parts begun so far.
  var partCount = 0
  /// Boundary of a multipart.
  var boundary: [UInt8] = []
  /// Hash of the boundary, so that a line is compared with few of the enclosing ones.
  var boundaryHash: UInt64 = 0
  /// Whether delimiters of this multipart still count: they do until its close-delimiter.
  var isOpen = false
  var sawDelimiter = false
  /// Whether a delimiter behind the close-delimiter has been reported.
  var sawDelimiterAfterClose = false
  var isDigest = false
  /// Whether a leaf claims to be base64.
  var isBase64 = false
  var surroundings: EntityHead.Surroundings = []
  var hasMIMEVersion = false
  /// Where the body began, for defects about the whole of it.
  var bodyOffset = 0
}

/// A header section while it is being read.
struct HeaderProgress: Sendable {
  /// Whether the entity has been announced. A part is announced with its first line, so that two delimiters in a row
  /// make no part.
  var isAnnounced = false
  /// A line longer than the limit is under way.
  var isInLongLine = false
  /// A field is open, so that continuation lines belong to it.
  var isInField = false
  /// No line was taken yet.
  var isBeforeFields = true
  var octets = 0
  var reportedNUL = false
  var reportedLoneCR = false
  /// The last octet of a long line's piece was a CR.
  var endsInCR = false
  /// Where the line at hand began.
  var lineOffset = 0
  var hasMIMEVersion = false
  /// The field whose value is being collected.
  var collecting: FieldName?
  var collected: [UInt8] = []
  var collectedTooMuch = false
  var fieldOffset = 0
  /// Defects of the line that is under way, reported at its end, so that chunks have no influence on their place.
  var pendingDefects: [Defect] = []
  /// First Content-Type and first Content-Transfer-Encoding, as collected after the colon.
  var contentType: Value?
  var transferEncoding: Value?
  /// The boundary that the Content-Type says, read only if a line looks like a delimiter, and then once.
  var boundary: [UInt8]?
  var hasReadBoundary = false

  struct Value: Sendable {
    var octets: [UInt8]
    var offset: Int
  }
}
