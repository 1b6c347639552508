// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import SessionLog

extension Coverage {
  /// Places and inputs that are named, of each kind that is a sample.
  private static let samples = 10
  /// Samples of one input where others have some, too.
  private static let samplesOfOne = 2
  /// Shapes of messages that are kept apart.
  private static let shapes = 1000
  /// More than this is in no list.
  private static let mostListed = 1 << 20

  /// Adds what another run covers. Lists are in order of the inputs' names, whichever came first.
  package mutating func merge(_ other: Coverage) {
    files += other.files
    filesWithoutRecord += other.filesWithoutRecord
    filesSkipped += other.filesSkipped
    unreadable = Self.sorted(unreadable + other.unreadable)
    truncated = Self.sorted(truncated + other.truncated)
    scan.add(other.scan)
    impossibleLeapDays += other.impossibleLeapDays
    duplicateSessions += other.duplicateSessions
    duplicateRecords += other.duplicateRecords
    yearSources.merge(other.yearSources)
    sessions += other.sessions
    if let span = other.sessionSpan { widen(by: span) }
    filteredOut += other.filteredOut
    nearestProvider = [nearestProvider, other.nearestProvider].compactMap(\.self).min()
    sessionsOpen += other.sessionsOpen
    sessionsInFuture += other.sessionsInFuture
    sessionsLackingBeginning += other.sessionsLackingBeginning
    sessionsInDoubt += other.sessionsInDoubt
    for index in doubts.indices { doubts[index] += other.doubts[index] }
    deliveries += other.deliveries
    sessionsWithoutInfo += other.sessionsWithoutInfo
    sessionsJoined += other.sessionsJoined
    recordsOutOfOrder += other.recordsOutOfOrder
    recordsOfForwarding += other.recordsOfForwarding
    flow.add(other.flow)
    filesDatedByTime += other.filesDatedByTime
    datedByTime = Array((datedByTime + other.datedByTime).sorted().prefix(Self.samples))
    unconnectedAttempts += other.unconnectedAttempts
    addUnknown(other.unknownMessages)
    defectSamples = Self.chosen(
      (defectSamples + other.defectSamples).sorted {
        ($0.input, $0.line, $0.reason, $0.excerpt) < ($1.input, $1.line, $1.reason, $1.excerpt)
      })
  }

  /// Those of sorted samples that are shown: where several inputs have some, few of each.
  package static func chosen(_ samples: [DefectSample]) -> [DefectSample] {
    guard let first = samples.first, let last = samples.last, first.input != last.input else {
      return Array(samples.prefix(Self.samples))
    }
    var shown: [DefectSample] = []
    var ofOne = 0
    for sample in samples where shown.count < Self.samples {
      ofOne = shown.last?.input == sample.input ? ofOne + 1 : 1
      if ofOne <= samplesOfOne { shown.append(sample) }
    }
    return shown
  }

  private static func sorted(_ list: [Unreadable]) -> [Unreadable] {
    list.sorted { ($0.input, $0.reason) < ($1.input, $1.reason) }
  }

  private mutating func widen(by span: Summary.Period) {
    let known = sessionSpan ?? span
    sessionSpan = Summary.Period(
      first: min(known.first, span.first), last: max(known.last, span.last))
  }

  /// By source file, then the most frequent first, as one run lists them.
  private mutating func addUnknown(_ others: [UnknownMessage]) {
    var places: [String: [String: Int]] = [:]
    for (place, message) in unknownMessages.enumerated() {
      places[message.sourceFile, default: [:]][message.shape] = place
    }
    for other in others {
      if let place = places[other.sourceFile]?[other.shape] {
        unknownMessages[place].count += other.count
        // The first of them, whichever tally comes first.
        let known = unknownMessages[place]
        if (other.input, other.line) < (known.input, known.line) {
          unknownMessages[place].input = other.input
          unknownMessages[place].line = other.line
        }
      } else {
        unknownMessages.append(other)
      }
    }
    unknownMessages.sort {
      ($0.sourceFile, $1.count, $0.shape) < ($1.sourceFile, $0.count, $1.shape)
    }
    unknownMessages = Array(unknownMessages.prefix(Self.shapes))
  }
}

extension Coverage: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&files)
    try archive.count(&filesWithoutRecord)
    try archive.count(&filesSkipped)
    try archive.list(&unreadable, atMost: Self.mostListed)
    try archive.list(&truncated, atMost: Self.mostListed)
    try archive.value(&scan)
    try archive.number(&impossibleLeapDays)
    try archive.count(&duplicateSessions)
    try archive.number(&duplicateRecords)
    try archive.value(&yearSources)
    try archive.count(&sessions)
    try archive.value(&sessionSpan)
    try archive.count(&filteredOut)
    try archive.value(&nearestProvider)
    try archive.count(&sessionsOpen)
    try archive.count(&sessionsInFuture)
    try archive.count(&sessionsLackingBeginning)
    try archive.count(&sessionsInDoubt)
    for index in doubts.indices { try archive.count(&doubts[index]) }
    try archive.count(&deliveries)
    try archive.count(&sessionsWithoutInfo)
    try archive.count(&sessionsJoined)
    try archive.count(&recordsOutOfOrder)
    try archive.count(&recordsOfForwarding)
    try archive.value(&flow)
    try archive.count(&filesDatedByTime)
    try archive.list(&datedByTime, atMost: Self.mostListed)
    try archive.count(&unconnectedAttempts)
    try archive.list(&unknownMessages, atMost: Self.mostListed)
    try archive.list(&defectSamples, atMost: Self.mostListed)
  }
}

extension Coverage.Unreadable: FieldCoded {
  package static var blank: Self { Self(input: "", reason: "") }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.text(&input)
    try archive.text(&reason)
  }
}

extension Coverage.UnknownMessage: FieldCoded {
  package static var blank: Self { Self(sourceFile: "", shape: "", count: 0, input: "", line: 0) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.text(&sourceFile)
    try archive.text(&shape)
    try archive.count(&count)
    try archive.text(&input)
    try archive.number(&line)
  }
}

extension Coverage.DefectSample: FieldCoded {
  package static var blank: Self { Self(input: "", line: 0, reason: "", excerpt: "") }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.text(&input)
    try archive.number(&line)
    try archive.text(&reason)
    try archive.text(&excerpt)
  }
}

extension Summary.Period: FieldCoded {
  package static var blank: Self { Self(first: .blank, last: .blank) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&first)
    try archive.value(&last)
  }
}
