// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import SessionLog

/// What is read, and how its times are understood. The same for every command.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files or directories, '-' for standard input. Default: $GOOGLE_LOG_DIR.",
      valueName: "path"))
  var paths: [String] = []

  @OptionGroup var clock: ClockOptions

  @Option(
    name: .customLong("fallback-window"),
    help: ArgumentHelp(
      "Minutes after a failed handshake in which a session in the clear counts as fallback, "
        + "up to 10080 (a week).",
      valueName: "minutes"))
  var fallbackWindow = 10

  @Option(
    name: .customLong("providers"),
    help: ArgumentHelp(
      "Further rows that go before the built-in table: CSV with the header row "
        + "'suffix,provider,source'. A suffix is a domain (matching hosts below it whose name DNS "
        + "confirms) or an address or network (matching the rest).",
      valueName: "file"))
  var providersFile: String?

  @Option(
    name: .customLong("dialect"),
    help: ArgumentHelp(
      "The server whose logs are read: \(Dialects.all.map(\.name).joined(separator: ", ")). "
        + "Default: found from the lines.",
      valueName: "name"))
  var dialect: Dialect?

  @OptionGroup var threads: JobsOption

  /// Minutes of a week: no server queues mail for longer before it tries again.
  private static let longestWindow = 7 * 24 * 60

  mutating func validate() throws {
    if !(0...Self.longestWindow).contains(fallbackWindow) {
      throw ValidationError(
        "--fallback-window must be from 0 to \(Self.longestWindow) minutes, which is a week.")
    }
  }

  /// The paths to read: those given, else the log directory of the environment.
  func resolvedPaths() throws(Failure) -> [String] {
    if !paths.isEmpty { return paths }
    if let folder = Environment["GOOGLE_LOG_DIR"] { return [folder] }
    throw Failure(.usage, InputOptions.usage)
  }

  private static let usage = """
    nothing to read: no path was given and $GOOGLE_LOG_DIR is not set

      logscan /var/log/smtp                 a directory of session logs
      logscan smtp.log.gz other.log         files, compressed or not
      journalctl -u smtp | logscan -        standard input

    'logscan --help' lists the rest.
    """
}

extension Dialect: ExpressibleByArgument {
  /// The dialect with the name that `--dialect` gives; nil where there is none.
  public init?(argument: String) {
    guard let dialect = Dialects.all.first(where: { $0.name == argument }) else { return nil }
    self = dialect
  }

  /// The names that `--dialect` takes.
  public static var allValueStrings: [String] { Dialects.all.map(\.name) }
}

/// The zone and year of the log's clock.
struct ClockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Time zone of the log's clock, such as Europe/Berlin. Default: this system's.",
      valueName: "zone"))
  var tz: String?

  @Flag(help: "The log's clock is UTC: the same as --tz UTC.")
  var utc = false

  @Option(
    help: ArgumentHelp(
      "Year of records that have none, where no file name or file header says it.",
      valueName: "year"))
  var year: Int?

  mutating func validate() throws {
    if utc, tz != nil { throw ValidationError("Give --utc or --tz, not both.") }
    if let year, !(1970...9999).contains(year) {
      throw ValidationError("--year must have four digits.")
    }
  }

  var zoneName: String? { utc ? "UTC" : tz }
}
