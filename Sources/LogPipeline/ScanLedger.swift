// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import ProviderFindings
internal import SessionLog

/// What one worker counted of inputs, lines and records: the part of a report's coverage that
/// stages 1 to 5 know.
struct ScanLedger: Sendable {
  private var counts = ScanCounts()
  private(set) var assembler = AssemblerTally()
  private var unknown = UnrecognisedMessages()
  /// Defects of the first inputs that have any, in the order of the inputs.
  private var defects: [(input: Int, tally: DefectTally)] = []
  private var failures: [(input: Int, failure: InputFailure)] = []
  /// Inputs of which nothing could be read.
  private var unread: Set<Int> = []
  private var inputs = 0
  private var withoutRecord = 0
  private var impossibleLeapDays: UInt64 = 0
  private var disorder = TimeDisorder()
  /// Of the readers of other servers.
  private var duplicateRecords: UInt64 = 0
  private var recordsOutOfOrder: UInt64 = 0
  private var flow = MailFlow()
  /// Inputs whose year rests on the file's time alone.
  private var datedByTime = FirstInputs()

  /// Counts a batch. `lines` is the number of lines of the input before it.
  mutating func add(
    _ batch: EventBatch, of block: borrowing LogBlock, input: Int, after lines: UInt64
  ) {
    counts.add(batch.counts)
    disorder.add(batch, isFirst: lines == 0)
    unknown.add(batch, of: block.octets, input: input, after: lines)
    guard !batch.defects.samples.isEmpty else { return }
    if let last = defects.indices.last, defects[last].input == input {
      defects[last].tally.append(batch.defects, after: lines)
    } else {
      var tally = DefectTally()
      tally.append(batch.defects, after: lines)
      note(tally, of: input)
    }
  }

  /// Counts what a reader saw of an input. The first one's lines are those of the input; what was
  /// foreign to it is the others' own, as far as they took it.
  mutating func add(_ coverage: DialectCoverage, of input: Int, isFirst: Bool) {
    var seen = coverage.counts
    if !isFirst {
      counts.foreign -= min(counts.foreign, seen.lines - seen.foreign)
      seen.lines = 0
      seen.foreign = 0
      seen.octets = 0
    }
    counts.add(seen)
    unknown.add(coverage.unknown)
    duplicateRecords += coverage.duplicateRecords
    impossibleLeapDays += coverage.impossibleLeapDays
    recordsOutOfOrder += coverage.recordsOutOfOrder
    flow.add(coverage.flow)
    guard !coverage.defects.samples.isEmpty else { return }
    if let place = defects.firstIndex(where: { $0.input == input }) {
      defects[place].tally.append(coverage.defects, after: 0)
    } else {
      note(coverage.defects, of: input)
    }
  }

  /// Notes that years of an input rest on the file's time alone.
  mutating func noteDatedByTime(_ input: Int) { datedByTime.add(input) }
  var failedInputs: Set<Int> { Set(failures.map(\.input)) }

  mutating func add(_ tally: AssemblerTally) { assembler.add(tally) }

  /// `lines` and `records` were read of the input, some of them with a year that cannot be.
  mutating func endInput(
    _ input: Int, lines: UInt64, records: UInt64, years: InputYears, failure: InputFailure?
  ) {
    impossibleLeapDays += years.impossibleLeapDays
    if years.restOnFileTime { datedByTime.add(input) }
    if let failure { failures.append((input, failure)) }
    if let failure, lines == 0 || !failure.keepsBeginning {
      unread.insert(input)
      return
    }
    inputs += 1
    if records == 0 { withoutRecord += 1 }
  }

  mutating func merge(_ other: ScanLedger) {
    counts.add(other.counts)
    assembler.add(other.assembler)
    unknown.add(other.unknown)
    for entry in other.defects { note(entry.tally, of: entry.input) }
    failures += other.failures
    unread.formUnion(other.unread)
    inputs += other.inputs
    withoutRecord += other.withoutRecord
    impossibleLeapDays += other.impossibleLeapDays
    datedByTime.merge(other.datedByTime)
    disorder.merge(other.disorder)
    duplicateRecords += other.duplicateRecords
    recordsOutOfOrder += other.recordsOutOfOrder
    flow.add(other.flow)
  }

  /// As many inputs are kept as samples are shown: each of them has one at least.
  private mutating func note(_ tally: DefectTally, of input: Int) {
    let place = defects.firstIndex { $0.input > input } ?? defects.count
    guard place < DefectTally.kept else { return }
    defects.insert((input, tally), at: place)
    if defects.count > DefectTally.kept { defects.removeLast() }
  }

  /// The coverage of a report over the inputs of `plan`.
  func coverage(of plan: InputPlan) -> Coverage {
    var coverage = Coverage()
    coverage.files = inputs
    coverage.filesWithoutRecord = withoutRecord
    coverage.filesSkipped = plan.skipped.total
    coverage.scan = counts
    coverage.impossibleLeapDays = impossibleLeapDays
    coverage.recordsOutOfOrder = disorder.records + Int(recordsOutOfOrder)
    coverage.flow = flow
    coverage.recordsOfForwarding = assembler.recordsOfForwarding
    coverage.filesDatedByTime = datedByTime.count
    coverage.datedByTime = datedByTime.first.map { plan.path(of: $0) }
    coverage.duplicateRecords =
      UInt64(assembler.duplicateRecords) + counts.copies + duplicateRecords
    coverage.unknownMessages = unknown.entries.map {
      Coverage.UnknownMessage(
        sourceFile: $0.source, shape: $0.shape, count: Int($0.count),
        input: plan.path(of: $0.place.input), line: $0.place.line)
    }
    coverage.unreadable = plan.problems.map {
      Coverage.Unreadable(input: $0.path, reason: $0.failure.description)
    }
    for (input, failure) in failures.sorted(by: { $0.input < $1.input }) {
      let note = Coverage.Unreadable(
        input: plan.path(of: input), reason: failure.description)
      if unread.contains(input) {
        coverage.unreadable.append(note)
      } else {
        coverage.truncated.append(note)
      }
    }
    coverage.defectSamples = Coverage.chosen(
      defects.flatMap { entry in
        entry.tally.samples.map { sample in
          Coverage.DefectSample(
            input: plan.path(of: entry.input), line: sample.line, reason: sample.defect.name,
            excerpt: String(decoding: sample.text, as: UTF8.self))
        }
      })
    return coverage
  }
}

/// A count of inputs, and the first of them in order.
struct FirstInputs: Sendable {
  /// Inputs that are named.
  private static let limit = 10

  private(set) var count = 0
  private(set) var first: [Int] = []

  mutating func add(_ input: Int) {
    count += 1
    keep([input])
  }

  mutating func merge(_ other: FirstInputs) {
    count += other.count
    keep(other.first)
  }

  private mutating func keep(_ inputs: [Int]) {
    first = Array((first + inputs).sorted().prefix(Self.limit))
  }
}

extension InputFailure {
  /// Part of the input was read, and counts.
  fileprivate var keepsBeginning: Bool {
    switch self {
    case .truncated, .corrupt, .trailingGarbage, .cannotRead: true
    case .cannotOpen, .notAFile, .noWriter, .windowTooLarge, .unsupported: false
    }
  }
}
