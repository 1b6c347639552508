// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// What was read and what was made of it. Every report states it; filled by the command.
package struct Coverage: Equatable, Sendable {
  /// An input, or a part of one, that could not be read.
  package struct Unreadable: Equatable, Sendable {
    package var input: String
    package var reason: String

    package init(input: String, reason: String) {
      self.input = input
      self.reason = reason
    }
  }

  /// A shape of message that no pattern takes: `#` stands for numbers.
  package struct UnknownMessage: Equatable, Sendable {
    package var sourceFile: String
    package var shape: String
    package var count: Int
    /// Where the first of them stands; the line from 1.
    package var input: String
    package var line: UInt64

    package init(sourceFile: String, shape: String, count: Int, input: String, line: UInt64) {
      self.sourceFile = sourceFile
      self.shape = shape
      self.count = count
      self.input = input
      self.line = line
    }
  }

  /// A line that is not a part of a record.
  package struct DefectSample: Equatable, Sendable {
    package var input: String
    /// From 1.
    package var line: UInt64
    package var reason: String
    /// The beginning of the line.
    package var excerpt: String

    package init(input: String, line: UInt64, reason: String, excerpt: String) {
      self.input = input
      self.line = line
      self.reason = reason
      self.excerpt = excerpt
    }
  }

  /// Inputs that were read.
  package var files = 0
  /// Those of them in which no line begins as a record does.
  package var filesWithoutRecord = 0
  /// Inputs that were named or found and left out on purpose: symbolic links, severity twins,
  /// what is not a regular file, files that were named twice.
  package var filesSkipped = 0
  package var unreadable: [Unreadable] = []
  /// Inputs that ended too early (a truncated .gz); what was read of them counts.
  package var truncated: [Unreadable] = []
  package var scan = ScanCounts()
  /// Records dated 29 February that fell in a year without one: the year that was given, or inferred,
  /// is wrong.
  package var impossibleLeapDays: UInt64 = 0
  /// Sessions, and the records in them, that another copy had already given.
  package var duplicateSessions = 0
  package var duplicateRecords: UInt64 = 0
  /// Sessions by where the year of their times came from.
  package var yearSources = Counts<YearSource, 7>()
  /// Sessions in all, before filters.
  package var sessions = 0
  /// Start of the first and the last of them, by the log's clock.
  package var sessionSpan: Summary.Period?
  /// Sessions that the filters left out.
  package var filteredOut = 0
  /// Where the filter asks for a provider and leaves nothing: the one whose name is most like it.
  package var nearestProvider: String?
  /// Selected sessions without an end in the log.
  package var sessionsOpen = 0
  /// Selected sessions that the log shows from the middle on.
  package var sessionsLackingBeginning = 0
  /// Selected sessions in doubt: lines of them may be missing, or be another session's.
  package var sessionsInDoubt = 0
  /// Those with each reason of `Doubt.names`, in that order.
  package var doubts = [Int](repeating: 0, count: Doubt.names.count)
  /// Selected deliveries from logs that do not delimit connections.
  package var deliveries = 0
  /// Selected sessions without an INFO record: their INFO files are missing, or they had nothing to say.
  package var sessionsWithoutInfo = 0
  /// Halves of sessions that were logged to another file than their beginning, and joined to it.
  package var sessionsJoined = 0
  /// Records that are minutes older than one before them in their input: it is not in the order of
  /// time, so that sessions may be counted in pieces.
  package var recordsOutOfOrder = 0
  /// Records of connections by which the server forwarded mail within an inbound session: understood, and
  /// counted for no server.
  package var recordsOfForwarding = 0
  /// What became of messages, in logs about a queue.
  package var flow = MailFlow()
  /// Sessions that begin after the present: the clock of the log, its zone, or the year is wrong.
  package var sessionsInFuture = 0
  /// Inputs whose year rests on their modification time alone, and the first of them.
  package var filesDatedByTime = 0
  package var datedByTime: [String] = []
  /// Selected outbound attempts that reached no server; copies count once.
  package var unconnectedAttempts = 0
  /// The most frequent ones, most frequent first.
  package var unknownMessages: [UnknownMessage] = []
  /// The first ones.
  package var defectSamples: [DefectSample] = []

  package init() {}

  /// Leaves out all that lines of the log say.
  package mutating func hideTexts() {
    for index in unknownMessages.indices { unknownMessages[index].shape = "" }
    for index in defectSamples.indices { defectSamples[index].excerpt = "" }
  }

  /// Selected sessions that were open under one thread id at the same time: their records may be mixed up.
  package var sessionsAmbiguous: Int { sessions(inDoubt: .sharedThread) }

  /// Selected sessions some of whose records name nothing but an address that had several sessions.
  package var sessionsSharingAddress: Int { sessions(inDoubt: .sharedAddress) }

  private func sessions(inDoubt reason: Doubt) -> Int {
    zip(Doubt.names, doubts).first { $0.0.doubt == reason }?.1 ?? 0
  }

  /// Nothing was dropped that was asked for, as far as the log shows.
  package var isComplete: Bool { isReadToTheEnd && scan.recordsInside == 0 }
  /// All input was read to its end, whatever its lines may hold.
  package var isReadToTheEnd: Bool { unreadable.isEmpty && truncated.isEmpty }
  /// No input could be read at all, although there were some.
  package var nothingWasRead: Bool { files == 0 && !unreadable.isEmpty }
  /// Something of a log was recognised.
  package var recognisedAnything: Bool { scan.records > scan.unrecognised }
}
