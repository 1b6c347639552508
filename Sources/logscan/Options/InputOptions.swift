// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import SessionLog

/// Which logs are read. The same for every command.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files or directories, '-' for standard input. Default: $GOOGLE_LOG_DIR.",
      valueName: "path"))
  var paths: [String] = []

  @OptionGroup var list: FileListOption
  @OptionGroup var reading: ReadingOptions

  @Option(
    help: ArgumentHelp(
      "Year of records that have none, where no file name or file header says it.",
      valueName: "year"))
  var year: Int?

  @Option(
    name: .customLong("dialect"),
    help: ArgumentHelp(
      "The server whose logs are read: \(Dialects.all.map(\.name).joined(separator: ", ")). "
        + "Default: found from the lines.",
      valueName: "name"))
  var dialect: Dialect?

  mutating func validate() throws {
    if let year, !(1970...9999).contains(year) {
      throw ValidationError("--year must have four digits.")
    }
  }

  /// Nothing is named.
  var areNone: Bool { paths.isEmpty && list.list == nil }

  /// The paths to read: those given, else the log directory of the environment.
  func resolvedPaths() throws(Failure) -> [String] {
    if !areNone { return try list.names(with: paths) }
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
