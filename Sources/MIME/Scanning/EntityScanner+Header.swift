// SPDX-License-Identifier: Apache-2.0

extension EntityScanner {
  /// What a line of a header section is.
  private enum Line {
    case empty
    case continuation
    case field(FieldName, valueAt: Int, hasSpace: Bool)
    case stray
  }

  mutating func beginHeaderSection() {
    header = HeaderProgress()
    mode = .header
  }

  /// Scans one line of a header section; returns the index behind it, nil if the chunk ends before it is decided.
  mutating func scanHeaderLine(
    _ octets: Span<UInt8>, from start: Int, isFinal: Bool, into sink: inout some EntityEventSink
  ) -> Int? {
    if let end = tellPlainHeaderLines(octets, from: start, into: &sink) { return end }
    let (lineFeed, hasLoneCR) = OctetSearch.line(in: octets, from: start)
    let end = lineFeed.map { $0 + 1 } ?? octets.count
    if header.isInLongLine {
      noteLoneCR(octets, start..<end, hasLoneCR)
      tellHeaderOctets(octets.extracting(start..<end), valueAt: 0, into: &sink)
      header.isInLongLine = lineFeed == nil
      if !header.isInLongLine { tellPendingDefects(into: &sink) }
      return end
    }
    let isWhole = lineFeed != nil || isFinal
    if !isWhole, end - start < limits.lineOctets { return nil }
    if openBoundaries > 0, octets[start] == Octet.hyphen,
      case .found(let match) = delimiter(octets, lineAt: start, isFinal: isFinal)
    {
      endBeforeDelimiter(into: &sink)
      tellDelimiter(octets, match, from: start, into: &sink)
      return match.lineEnd
    }
    announceEntity(into: &sink)
    if let end = passMark(octets, from: start, to: end, into: &sink) { return end }
    let line = octets.extracting(start..<end)
    let kind = classify(line)
    if case .stray = kind, isWhole, isOwnDelimiter(line, into: &sink) {
      // QUIRK: a sender forgot the empty line before the first delimiter. Python's reader ends the header section there;
      // others read on, through the header section of the part.
      report(.strayHeaderLine, at: offset, into: &sink)
      endHeaderSection(isClosed: false, into: &sink)
      return start
    }
    if case .stray = kind, header.isBeforeFields, !EntityScanner.isPassedOver(line) {
      // QUIRK: text that begins right away, without header section and empty line, is the body.
      endHeaderSection(isClosed: false, into: &sink)
      return start
    }
    let isFirst = header.isBeforeFields
    header.isBeforeFields = false
    header.lineOffset = offset
    take(kind, line, isFirst: isFirst, into: &sink)
    header.isInLongLine = lineFeed == nil && !isFinal
    if hasLoneCR || header.isInLongLine { noteLoneCR(octets, start..<end, hasLoneCR) }
    if !header.isInLongLine { tellPendingDefects(into: &sink) }
    return end
  }

  /// Passes over a byte order mark with which a header section begins; returns the index behind it, nil where there is none.
  ///
  /// QUIRK: editors put it before the first line of what they save. GMime passes over it as this does, Python's reader does not.
  private mutating func passMark(
    _ octets: Span<UInt8>, from start: Int, to end: Int, into sink: inout some EntityEventSink
  ) -> Int? {
    guard header.octets == 0, ByteOrderMark.stands(at: start, in: octets.extracting(..<end)) else {
      return nil
    }
    report(.byteOrderMark, at: offset, into: &sink)
    header.octets += ByteOrderMark.count
    let mark = start..<(start + ByteOrderMark.count)
    tell(.strayLine, octets.extracting(mark), into: &sink)
    return mark.upperBound
  }

  /// Notes a CR without LF within a header section: readers that take it for a line end find other fields. Called for
  /// a line that has one, and for every piece of a long line.
  private mutating func noteLoneCR(_ octets: Span<UInt8>, _ piece: Range<Int>, _ hasLoneCR: Bool) {
    let followsCR = header.endsInCR && octets[piece.lowerBound] != Octet.lf
    header.endsInCR = octets[piece.upperBound - 1] == Octet.cr
    guard hasLoneCR || followsCR, !header.reportedLoneCR else { return }
    header.reportedLoneCR = true
    header.pendingDefects.append(Defect(.loneCarriageReturn, at: header.lineOffset))
  }

  private mutating func tellPendingDefects(into sink: inout some EntityEventSink) {
    guard !header.pendingDefects.isEmpty else { return }
    // In an order that does not depend on the pieces that a long line came in.
    let inOrder = header.pendingDefects.sorted {
      ($0.place, $0.kind.rawValue) < ($1.place, $1.kind.rawValue)
    }
    for defect in inOrder { announce(.defect(defect), into: &sink) }
    header.pendingDefects.removeAll()
  }

  private mutating func take(
    _ kind: Line, _ line: Span<UInt8>, isFirst: Bool, into sink: inout some EntityEventSink
  ) {
    switch kind {
    case .empty:
      endField(into: &sink)
      tell(.headerEnd, line, into: &sink)
      endHeaderSection(isClosed: true, into: &sink)
    case .continuation:
      tellHeaderOctets(line, valueAt: 0, into: &sink)
    case .field(let name, let valueAt, let hasSpace):
      endField(into: &sink)
      beginField(name, into: &sink)
      if hasSpace { report(.spaceBeforeColon, at: offset, into: &sink) }
      tellHeaderOctets(line, valueAt: valueAt, into: &sink)
    case .stray:
      endField(into: &sink)
      if !isFirst || !isMailboxEnvelope(line) { report(.strayHeaderLine, at: offset, into: &sink) }
      tellHeaderOctets(line, valueAt: 0, into: &sink)
    }
  }

  /// Says what a whole line, or the first `ParseLimits.lineOctets` octets of a longer one, is:
  ///
  ///     field        := field-name *WSP ":" unstructured CRLF      ; RFC 5322 sections 2.2 and 4.5.8
  ///     field-name   := 1*%d33-57 / %d59-126
  ///     continuation := WSP unstructured CRLF
  private func classify(_ line: Span<UInt8>) -> Line {
    let first = line[0]
    if first == Octet.lf || (first == Octet.cr && line.count == 2 && line[1] == Octet.lf) {
      return .empty
    }
    if Octet.isBlank(first) { return header.isInField ? .continuation : .stray }
    let limit = min(line.count, limits.lineOctets)
    var index = 0
    while index < limit, line[index] != Octet.colon, line[index] &- 33 < 94 { index += 1 }
    let nameEnd = index
    // QUIRK: white space before the colon, obsolete in RFC 5322 section 4.5.8.
    while index < limit, Octet.isBlank(line[index]) { index += 1 }
    guard nameEnd > 0, index < limit, line[index] == Octet.colon else { return .stray }
    return .field(
      FieldName(line, 0..<nameEnd), valueAt: index + 1, hasSpace: index > nameEnd)
  }

  /// Whether a line before the first field is passed over: it is an mbox envelope, quoted or not, or begins with a blank, or
  /// with the colon of a field without name.
  private static func isPassedOver(_ line: Span<UInt8>) -> Bool {
    if Octet.isBlank(line[0]) || line[0] == Octet.colon { return true }
    let text = Array("From ".utf8)
    let start = line[0] == 0x3E ? 1 : 0
    guard line.count >= start + text.count else { return false }
    for index in text.indices where line[start + index] != text[index] { return false }
    return true
  }

  /// Whether the first line is the `From ` line of an mbox that was left at the beginning of the message, as many delivery
  /// agents do; all readers pass over it.
  private func isMailboxEnvelope(_ line: Span<UInt8>) -> Bool {
    frames.isEmpty && line[0] == UInt8(ascii: "F")
  }

  /// Whether a line that is not a field is a delimiter of the multipart whose header section this is.
  private mutating func isOwnDelimiter(
    _ line: Span<UInt8>, into sink: inout some EntityEventSink
  ) -> Bool {
    guard line.count > 2, line[0] == Octet.hyphen, line[1] == Octet.hyphen else { return false }
    endField(into: &sink)
    if !header.hasReadBoundary, let value = header.contentType {
      header.hasReadBoundary = true
      let type = ContentType.parse(value.octets, parameterLimit: limits.parameters).contentType
      if let type, type.isMultipart { header.boundary = type.boundary }
    }
    guard let boundary = header.boundary, !boundary.isEmpty else { return false }
    let content = line.extracting(EntityScanner.delimiterContent(line, 0..<line.count))
    return content.isDelimiter(of: boundary)
  }

  private mutating func announceEntity(into sink: inout some EntityEventSink) {
    guard !header.isAnnounced else { return }
    header.isAnnounced = true
    entityCount += 1
    if !frames.isEmpty { frames[frames.count - 1].partCount += 1 }
    announce(.entityBegan, into: &sink)
  }

  private mutating func beginField(_ name: FieldName, into sink: inout some EntityEventSink) {
    announce(.fieldBegan(name), into: &sink)
    header.isInField = true
    header.fieldOffset = offset
    guard header.octets <= limits.headerOctets else { return }
    switch name {
    case .contentType:
      collect(name, isFirst: header.contentType == nil, .duplicateContentType, into: &sink)
    case .contentTransferEncoding:
      collect(
        name, isFirst: header.transferEncoding == nil, .duplicateTransferEncoding, into: &sink)
    case .mimeVersion:
      if header.hasMIMEVersion { report(.duplicateMIMEVersion, at: offset, into: &sink) }
      header.hasMIMEVersion = true
    default: break
    }
  }

  private mutating func collect(
    _ name: FieldName, isFirst: Bool, _ duplicate: Defect.Kind,
    into sink: inout some EntityEventSink
  ) {
    guard isFirst else {
      report(duplicate, at: offset, into: &sink)
      return
    }
    header.collecting = name
    header.collected.removeAll(keepingCapacity: true)
    header.collectedTooMuch = false
  }

  /// Reports octets of the open field, or of a stray line, and collects the value if the scanner needs it.
  private mutating func tellHeaderOctets(
    _ octets: Span<UInt8>, valueAt: Int, into sink: inout some EntityEventSink
  ) {
    let before = header.octets
    header.octets += octets.count
    if header.octets > limits.headerOctets, before <= limits.headerOctets {
      let place = offset + (limits.headerOctets - before)
      header.pendingDefects.append(Defect(.headerLimit, at: place))
    }
    if header.collecting != nil { collectValue(octets, from: valueAt) }
    tell(header.isInField ? .field : .strayLine, octets, into: &sink)
  }

  private mutating func collectValue(_ octets: Span<UInt8>, from start: Int) {
    let room = limits.fieldOctets - header.collected.count
    let end = start + min(octets.count - start, max(room, 0))
    if start < end { header.collected.write(octets.extracting(start..<end)) }
    var index = start
    while index < end, !header.reportedNUL {
      if octets[index] == 0 {
        header.reportedNUL = true
        header.pendingDefects.append(Defect(.nulInHeader, at: offset + index))
      }
      index += 1
    }
    if end < octets.count, !header.collectedTooMuch {
      header.collectedTooMuch = true
      header.pendingDefects.append(Defect(.fieldLimit, at: header.fieldOffset))
    }
  }

  private mutating func endField(into sink: inout some EntityEventSink) {
    header.isInField = false
    guard let name = header.collecting else { return }
    header.collecting = nil
    var value = HeaderProgress.Value(octets: [], offset: header.fieldOffset)
    swap(&value.octets, &header.collected)
    if name == .contentType { header.contentType = value } else { header.transferEncoding = value }
  }

  /// A delimiter line in place of a header line: the part, if it has begun, has no body.
  private mutating func endBeforeDelimiter(into sink: inout some EntityEventSink) {
    if header.isAnnounced || frames.last?.kind == .message {
      endHeaderSection(isClosed: false, into: &sink)
    } else {
      report(.emptyBodyPart, at: offset, into: &sink)
    }
  }

  /// Ends the header section and begins the body.
  ///
  /// - Parameter isClosed: whether an empty line ended it.
  mutating func endHeaderSection(isClosed: Bool, into sink: inout some EntityEventSink) {
    if !header.isAnnounced, let frame = frames.last, frame.kind == .multipart {
      report(.emptyBodyPart, at: offset, into: &sink)
      return
    }
    announceEntity(into: &sink)
    tellPendingDefects(into: &sink)
    endField(into: &sink)
    if !isClosed { report(.headerSectionNotClosed, at: offset, into: &sink) }
    let description = describeEntity(into: &sink)
    announce(.bodyBegan(description), into: &sink)
    beginBody(description, isClosed: isClosed, into: &sink)
  }
}
