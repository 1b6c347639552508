// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Which mail is rewritten, and where it goes. The same for converting and restoring.
struct StoreOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files or directories of mail, '-' for one message on standard input.", valueName: "source"))
  var sources: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the new files go: a directory with the layout of the source, or a file for one file. "
        + "Without it, the new form of standard input goes to standard output.",
      valueName: "destination"))
  var output: String?

  @Flag(
    name: .customLong("in-place"),
    help: ArgumentHelp(
      "Replace the files, each in one step; what is not changed is not touched. Dovecot gives messages "
        + "whose file names include sizes new UIDs."))
  var inPlace = false

  @Flag(
    name: .customLong("break-links"),
    help: ArgumentHelp(
      "With --in-place: also replace files that have other names (hard links). The other names keep "
        + "the old form, so that both take room. Without it such files stay as they are."))
  var breakLinks = false

  @Flag(name: .customLong("dry-run"), help: "Say what would happen, and write nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Write a file with a line for each message: .json or .csv.", valueName: "file"))
  var report: String?

  @OptionGroup var threads: JobsOption

  @Option(
    name: .customLong("lock-wait"),
    help: ArgumentHelp(
      "How long to wait for a mailbox that another program has locked.", valueName: "seconds"))
  var lockWait = 10

  #if DEBUG
    @Option(name: .customLong("crash-after"), help: .hidden)
    var crashAfter: Int?
  #endif

  @OptionGroup(title: "Output") var noise: NoiseOptions

  mutating func validate() throws {
    if !(0...86_400).contains(lockWait) {
      throw ValidationError("--lock-wait must be from 0 to 86400 seconds.")
    }
    if let report, ![".json", ".csv"].contains(where: report.lowercased().hasSuffix) {
      throw ValidationError("--report \(report): the suffix must be .json or .csv.")
    }
    if inPlace, output != nil {
      throw ValidationError("Give -o or --in-place, not both.")
    }
    if breakLinks, !inPlace {
      throw ValidationError("--break-links goes with --in-place.")
    }
    if sources.contains("-"), sources.count > 1 {
      throw ValidationError("Standard input ('-') cannot go with other sources.")
    }
    if output == "-" {
      throw ValidationError(
        "Only one message on standard input goes to standard output, and without -o.")
    }
    if inPlace, sources.contains("-") {
      throw ValidationError("Standard input cannot be replaced in place.")
    }
    if !inPlace, output == nil, !dryRun, sources != ["-"] {
      throw ValidationError(
        "Where to? Give -o DESTINATION or --in-place; only one message on standard input goes to "
          + "standard output.")
    }
  }

  /// Whether the message itself goes to standard output, so that nothing else may.
  var streams: Bool { !inPlace && output == nil && !dryRun }
}
