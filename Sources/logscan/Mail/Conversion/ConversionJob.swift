// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MIME
import MailStores
import OctetSources
import Reports

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
    let destination = try destination()
    try refuseBinaryMailboxes(destination)
    let rows = try options.report.map { path throws(Failure) in try ConversionRows(path: path) }
    var removed = 0
    var preparation: DestinationTree.Preparation?
    do throws(StoreFailure) {
      // Of what goes to standard output nothing is left behind, so an interrupt need not wait; nor while standard input is
      // waited for.
      if !options.streams, options.sources != ["-"] { Interrupt.defer() }
      if !options.dryRun {
        switch destination {
        case .tree(let tree):
          let prepared = try tree.prepare(for: plan)
          removed = prepared.removed
          preparation = prepared
        case .inPlace: removed = try LeftoverFiles.remove(beside: options.sources, in: plan)
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
    let run = ConversionRun(
      plan, task, to: destination, rows: rows,
      progress: ProgressDisplay(noise.progress, quiet: noise.quiet, counting: "messages"))
    var outcome = run.run(jobs: options.jobs ?? Processors.count)
    if case .tree(let tree) = destination, let preparation {
      do throws(StoreFailure) {
        try tree.finish(preparation)
      } catch {
        outcome.failures.append(error)
      }
    }
    try rows?.finish(outcome.tally)
    tell(outcome, plan, removed: removed)
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
      case .notADirectory:
        throw Failure(.usage, "-o \(path): is no directory, as several files need")
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
          .usage, "-o \(path): holds something and is no Maildir",
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
      throw Failure(
        .usage, "\(path) is an mbox, which cannot hold binary messages",
        why:
          "lines of raw octets could begin with \"From \", and readers end an mbox's lines as they like",
        remedy: "--to 8bit or 7bit, or -o DIRECTORY/, a Maildir that takes the messages")
    }
  }

  // MARK: - After

  private func tell(_ outcome: ConversionRun.Outcome, _ plan: InputPlan, removed: Int) {
    let noise = options.noise
    let failures =
      outcome.failures.map { (what: $0.description, remedy: $0.remedy) }
      + plan.problems.map { problem in
        (
          what: "\(problem.path): \(problem.failure)",
          remedy: problem.failure.remedy(path: problem.path, command: "logscan mime convert")
        )
      }
    for failure in failures.prefix(noise.verbose ? failures.count : 10) {
      StandardError.write(Failure(.incomplete, failure.what, remedy: failure.remedy).message)
    }
    if failures.count > 10, !noise.verbose {
      StandardError.say("… and \(failures.count - 10) more (-v tells all)")
    }
    let mismatches = outcome.mismatches.prefix(noise.verbose ? outcome.mismatches.count : 10)
    for mismatch in mismatches { StandardError.say(mismatch) }
    let untold = outcome.mismatches.count - mismatches.count + outcome.omittedMismatches
    if untold > 0 {
      StandardError.say("… and \(untold) messages more (--report FILE.csv has a line for each)")
    }
    if noise.quiet { return }
    let report = ConversionReport(
      tally: outcome.tally, isDryRun: options.dryRun, skipped: plan.skipped.total,
      failures: failures.count, removed: removed, preface: preface,
      isInterrupted: Interrupt.isRequested)
    // Where the message itself went to standard output, nothing else may.
    let colours = !options.streams && OutputOptions.ColorChoice.auto.colours
    let text = TextRenderer(width: 80, colours: colours).render(report.report())
    if options.streams { StandardError.write(text) } else { StandardOutput.write(text) }
  }

  private func finish(_ outcome: ConversionRun.Outcome, _ plan: InputPlan) throws {
    if Interrupt.isRequested { throw ExitCode(ExitStatus.interrupted.rawValue) }
    let tally = outcome.tally
    if !outcome.failures.isEmpty || !plan.problems.isEmpty || tally.sizes(.fault).messages > 0
      || tally.sizes(.unfit).messages > 0
    {
      throw ExitCode(ExitStatus.incomplete.rawValue)
    }
    if tally.total.messages == 0 {
      throw Failure(
        .nothingRecognised, "no mail in the input",
        why: "no file begins with a header section that has From, Date or another field of mail")
    }
  }
}
