// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Reports
import SessionLog

/// Where results go and what they look like.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file, in the format of its suffix (.txt .md .html .json .ndjson .csv .tsv). "
        + "May be given several times; all come from one pass over the input. Then nothing goes "
        + "to standard output unless -f is given.",
      valueName: "file"))
  var output: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Format on standard output: text, md, html, json, ndjson, csv or tsv.", valueName: "format"))
  var format: OutputFormat?

  @Option(help: ArgumentHelp("Width of text in columns.", valueName: "columns"))
  var width = 80

  @Option(help: ArgumentHelp("Colours in text: auto, always or never.", valueName: "when"))
  var color = ColorChoice.auto

  enum ColorChoice: String, ExpressibleByArgument {
    case auto, always, never

    /// Whether text on standard output is coloured (no-color.org, bixense.com/clicolors).
    var colours: Bool {
      switch self {
      case .always: return true
      case .never: return false
      case .auto:
        if Environment["NO_COLOR"] != nil { return false }
        if let forced = Environment["CLICOLOR_FORCE"], forced != "0" { return true }
        return StandardOutput.isTerminal && Environment["TERM"] != "dumb"
      }
    }
  }

  mutating func validate() throws {
    if !(TextRenderer.leastWidth...10_000).contains(width) {
      throw ValidationError("--width must be from \(TextRenderer.leastWidth) to 10000.")
    }
    for path in output where OutputFormat(suffixOf: path) == nil {
      throw ValidationError(
        "-o \(path): the suffix names no format. Use .txt, .md, .html, .json, .ndjson, .csv or .tsv."
      )
    }
  }

  /// The results to write: each `-o`, and standard output if there is none or `-f` asks for it.
  var targets: [OutputTarget] {
    var targets = output.compactMap { path in
      OutputFormat(suffixOf: path).map { OutputTarget(path: path, format: $0, colours: false) }
    }
    if let format {
      targets.append(OutputTarget(path: nil, format: format, colours: color.colours))
    } else if output.isEmpty {
      targets.append(OutputTarget(path: nil, format: .text, colours: color.colours))
    }
    return targets
  }
}

/// One place to write one format to; no path is standard output.
struct OutputTarget {
  var path: String?
  var format: OutputFormat
  var colours: Bool
  /// The records themselves are written, whatever the format.
  var isRaw = false

  /// The other formats mask control characters themselves.
  var isVerbatim: Bool { isRaw || format == .csv || format == .tsv }
}

/// How much of a report is shown.
struct ExtentOptions: ParsableArguments {
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Rows of each table; 0 for all. Default: 20, all in CSV and TSV.", valueName: "rows"))
  var top: Int?

  @Option(
    name: .customLong("detail"),
    help: ArgumentHelp(
      "0 (the head alone) to 10 (everything); from 6 on each percentage has its counts. Default: 5, and "
        + "2 for a 'report' as text on a terminal.",
      valueName: "level"))
  var level: Int?

  /// What is shown where nothing else is asked for.
  static let usual = 5
  /// The same of a report for a reader at a terminal: what is wrong, what is new, and who.
  static let glance = 2

  var detail: Int { level ?? Self.usual }

  mutating func validate() throws {
    if let top, top < 0 { throw ValidationError("--top must not be negative.") }
    if let level, !(0...10).contains(level) {
      throw ValidationError("--detail must be from 0 to 10.")
    }
  }

  /// What sections are shown by: a table for machines is whole unless the user cuts it.
  func context(
    for format: OutputFormat, zone: ZoneRules, detail: Int? = nil
  ) -> ReportContext {
    let isForMachines = format == .csv || format == .tsv
    return ReportContext(
      zone: zone, top: top ?? (isForMachines ? 0 : 20), detail: detail ?? self.detail)
  }
}

/// How much of a report on mail is shown; the number of rows follows from the detail where it is not given.
struct MailExtentOptions: ParsableArguments {
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Rows of each table; 0 for all. Default: 3, from --detail 6 on 20, all in CSV and TSV.",
      valueName: "rows"))
  var top: Int?

  @Option(
    help: ArgumentHelp(
      "0 (the answer alone) to 10 (everything); from 6 on every column, and exact octets.",
      valueName: "level"))
  var detail = 5

  mutating func validate() throws {
    if let top, top < 0 { throw ValidationError("--top must not be negative.") }
    if !(0...10).contains(detail) { throw ValidationError("--detail must be from 0 to 10.") }
  }
}

/// How much is said besides the results, on standard error.
struct NoiseOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing but errors on standard error.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "List every unreadable input, and the time taken.")
  var verbose = false

  @Option(
    help: ArgumentHelp("Progress on standard error: auto, always or never.", valueName: "when"))
  var progress = ProgressDisplay.Choice.auto
}

extension ProgressDisplay.Choice: ExpressibleByArgument {}
