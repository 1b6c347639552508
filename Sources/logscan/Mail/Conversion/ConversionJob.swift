// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MIME
import MailStores
import OctetSources
import Reports
import SystemCalls

/// A conversion from its options to its exit status.
struct ConversionJob {
  let options: StoreOptions
  var task: ConversionTask
  /// What must be said before the summary.
  var preface: String?

  init(_ options: StoreOptions, _ task: ConversionTask) {
    self.options = options
    self.task = task
    self.task.isDryRun = options.dryRun
    self.task.lockWait = options.lockWait
    self.task.breaksLinks = options.breakLinks
    if !options.streams { self.task.spooled = { Interrupt.defer() } }
  }

  func run() throws {
    let plan = InputPlan(
      paths: options.sources, selecting: .everyFile,
      outputs: options.report.map { [$0] } ?? [])
    if let path = plan.inputsAmongOutputs.first {
      throw Failure(.usage, "\(path) is to be read, and --report would replace it")
    }
    var destination = try destination()
    try refuseBinaryMailboxes(destination)
    let rows = try options.report.map { path throws(Failure) in try ConversionRows(path: path) }
    let lock = try claim(destination, plan)
    defer { withExtendedLifetime(lock) {} }
    var leftovers = LeftoverFiles.Count()
    var preparation: DestinationTree.Preparation?
    do throws(StoreFailure) {
      // Of what goes to standard output nothing is left behind, so an interrupt need not wait; nor while standard input is
      // waited for.
      if !options.streams, options.sources != ["-"] { Interrupt.defer() }
      if !options.dryRun {
        switch destination {
        case .tree(var tree):
          let prepared = try tree.prepare(for: plan)
          destination = .tree(tree)
          leftovers = prepared.leftovers
          preparation = prepared
        case .inPlace: leftovers = LeftoverFiles.remove(beside: options.sources, in: plan)
        case .stream, .maildir: break
        }
      }
    } catch {
      throw Failure(.incomplete, error.description)
    }
    #if DEBUG
      if let count = options.crashAfter { CrashPoint.set(after: count) }
    #endif
    let noise = options.noise
    let display = ProgressDisplay(noise.progress, quiet: noise.quiet, counting: "messages")
    let run = ConversionRun(plan, task, to: destination, rows: rows, progress: display)
    var outcome = run.run(jobs: options.threads.count)
    do throws(StoreFailure) {
      switch destination {
      case .tree(let tree): if let preparation { try tree.finish(preparation) }
      case .maildir(let maildir): try maildir.finish()
      case .inPlace, .stream: break
      }
    } catch {
      outcome.failures.append(error)
    }
    try rows?.finish(outcome.tally)
    try refuseBinaryMailbox(outcome)
    tell(outcome, plan, leftovers, display)
    try finish(outcome, plan)
  }

  // MARK: - Before

  private func destination() throws(Failure) -> StoreConverter.Destination {
    if let path = options.output, path.hasSuffix("/"),
      options.sources.allSatisfy({ $0 != "-" && MailboxProbe.isMailbox($0) })
    {
      return .maildir(try delivery(path))
    }
    guard let path = options.output else {
      if options.streams {
        return .stream { StandardOutput.write($0) }
      }
      return .inPlace
    }
    do throws(DestinationTree.Problem) {
      return .tree(try DestinationTree(path: path, sources: options.sources))
    } catch {
      switch error {
      case .overlaps(let source):
        throw Failure(
          .usage, "-o \(path): the destination and the source \(source) overlap",
          remedy: "a destination outside of it, or --in-place")
      case .isSource:
        throw Failure(
          .usage, "-o \(path): is the source itself", remedy: "another file, or --in-place")
      case .sameName(let name):
        throw Failure(
          .usage, "two sources are called \(name) and would become one",
          remedy: "one run for each, with destinations of their own")
      case .failure(let failure): throw Failure(.incomplete, failure.description)
      case .notADirectory:
        throw Failure(.usage, "-o \(path): is not a directory, which several files need")
      }
    }
  }

  /// A Maildir for the messages of mailboxes.
  private func delivery(_ path: String) throws(Failure) -> MaildirDelivery {
    do throws(MaildirDelivery.Problem) {
      return try MaildirDelivery(path: path, isDryRun: options.dryRun)
    } catch {
      switch error {
      case .notAMaildir:
        throw Failure(
          .usage, "-o \(path): holds something and is not a Maildir",
          remedy: "a Maildir, or a directory that does not exist yet")
      case .failure(let failure): throw Failure(.incomplete, failure.description)
      }
    }
  }

  /// An mbox that the user names cannot become binary; those found in directories are left as they are and counted.
  private func refuseBinaryMailboxes(_ destination: StoreConverter.Destination) throws(Failure) {
    if case .maildir = destination { return }
    guard case .convert(let policy) = task.direction, policy.target == .binary else { return }
    for path in options.sources where path != "-" && MailboxProbe.isMailbox(path) {
      throw Self.cannotHoldBinary(path)
    }
  }

  /// Standard input shows what it is when it is read; nothing has been written then.
  private func refuseBinaryMailbox(_ outcome: ConversionRun.Outcome) throws(Failure) {
    for case .mailboxNotBinary(let path) in outcome.failures {
      throw Self.cannotHoldBinary(path == "-" ? "standard input" : path)
    }
  }

  private static func cannotHoldBinary(_ path: String) -> Failure {
    Failure(
      .usage, "\(path) is an mbox, which cannot hold binary messages",
      why:
        "lines of raw octets could begin with \"From \", and readers end an mbox's lines as they like",
      remedy: path == "standard input"
        ? "--to 8bit or 7bit, or a file, whose messages -o DIRECTORY/ makes a Maildir of"
        : "--to 8bit or 7bit, or -o DIRECTORY/, a Maildir that takes the messages")
  }

  /// Says what replacing the files means to Dovecot, and keeps other runs away from them.
  private func claim(
    _ destination: StoreConverter.Destination, _ plan: InputPlan
  ) throws(Failure) -> StoreLock? {
    guard case .inPlace = destination, options.inPlace else { return nil }
    let known = DovecotMaildirs.found(in: plan)
    if let first = known.first, !options.noise.quiet {
      let more = known.count > 1 ? " and \(NumberText.grouped(known.count - 1)) more" : ""
      StandardError.say(
        "\(first)\(more): Dovecot knows these messages by file names that include their sizes. Each one that "
          + "changes gets a new UID there, and IMAP clients fetch it anew. -o NEW leaves this store as it is."
      )
    }
    guard !options.dryRun else { return nil }
    do throws(StoreFailure) {
      return try StoreLock(options.sources)
    } catch {
      throw Failure(.incomplete, error.description, remedy: error.remedy)
    }
  }

  // MARK: - After

  private func tell(
    _ outcome: ConversionRun.Outcome, _ plan: InputPlan, _ leftovers: LeftoverFiles.Count,
    _ display: ProgressDisplay
  ) {
    let noise = options.noise
    let failures =
      outcome.failures.map { (what: $0.description, remedy: $0.remedy) }
      + plan.problems.map { problem in
        (
          what: "\(problem.path): \(problem.failure)",
          remedy: problem.failure.remedy(path: problem.path, command: "logscan mime convert")
        )
      }
    let shown = failures.prefix(noise.verbose ? failures.count : 10)
    for (index, failure) in shown.enumerated() {
      // The same advice is given once, behind the last of the failures that it is for.
      let isLast = index + 1 == shown.count || shown[index + 1].remedy != failure.remedy
      StandardError.write(
        Failure(.incomplete, failure.what, remedy: isLast ? failure.remedy : nil).message)
    }
    if failures.count > 10, !noise.verbose {
      StandardError.say("… and \(failures.count - 10) more (-v lists all)")
    }
    let mismatches = outcome.mismatches.prefix(noise.verbose ? outcome.mismatches.count : 10)
    for mismatch in mismatches { StandardError.say(mismatch) }
    let untold = outcome.mismatches.count - mismatches.count + outcome.omittedMismatches
    if untold > 0 {
      StandardError.say("… and \(untold) messages more (--report FILE.csv has a line for each)")
    }
    if noise.quiet { return }
    if noise.verbose { tellAll(outcome.tally, plan, display) }
    let report = ConversionReport(
      tally: outcome.tally, isDryRun: options.dryRun, skipped: plan.skipped,
      failures: failures.count, leftovers: leftovers,
      isEndedByDisk: outcome.failures.contains(where: \.endsTheRun), preface: preface,
      isInterrupted: Interrupt.isRequested)
    // Where the message itself went to standard output, nothing else may.
    let colours = !options.streams && OutputOptions.ColorChoice.auto.colours
    let text = TextRenderer(width: 80, colours: colours).render(report.report())
    if options.streams { StandardError.write(text) } else { StandardOutput.write(text) }
  }

  /// What `-v` adds: an example of what was left out, and the time taken.
  private func tellAll(
    _ tally: ConversionTally, _ plan: InputPlan, _ display: ProgressDisplay
  ) {
    for reason in SkipReason.allCases {
      guard let example = plan.skipped.example(of: reason) else { continue }
      let count = plan.skipped[reason]
      let more = count > 1 ? " and \(NumberText.grouped(count - 1)) more" : ""
      StandardError.say("left out, \(reason.title): \(example)\(more)")
    }
    StandardError.say(
      display.account(
        files: tally.count(.mail), messages: tally.total.messages, octets: tally.total.before))
  }

  private func finish(_ outcome: ConversionRun.Outcome, _ plan: InputPlan) throws {
    if Interrupt.isRequested { throw ExitCode(Interrupt.status) }
    let tally = outcome.tally
    if !outcome.failures.isEmpty || !plan.problems.isEmpty || tally.sizes(.fault).messages > 0
      || tally.sizes(.unfit).messages > 0
    {
      throw ExitCode(ExitStatus.incomplete.rawValue)
    }
    if tally.total.messages == 0 {
      let compressed = tally.count(.compressed)
      if compressed > 0 {
        throw Failure(
          .nothingRecognised, "no mail in the input",
          why: compressed == 1
            ? "a compressed file is not looked into here"
            : "\(NumberText.grouped(compressed)) compressed files are not looked into",
          remedy: "one such file at a time, which is written decompressed: FILE.gz -o FILE")
      }
      throw Failure(
        .nothingRecognised, "no mail in the input",
        why: "no file begins with a header section that has From, Date or another field of mail")
    }
  }
}

extension SkipReason {
  /// What is passed over in a directory of mail.
  fileprivate var title: String {
    switch self {
    case .twin, .hidden, .notAFile: "special file"
    case .symbolicLink: "symbolic link"
    case .sameFile: "named twice"
    case .unfinished: "still being delivered"
    case .kernelDirectory: "directory of the kernel"
    }
  }
}
