// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// How what is read is understood, whether it is logs or partial results of them.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Time zone of the log's clock, such as Europe/Berlin. Default: this system's.",
      valueName: "zone"))
  var tz: String?

  @Flag(help: "The log's clock is UTC: the same as --tz UTC.")
  var utc = false

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

  @OptionGroup var threads: JobsOption

  @OptionGroup var anonymous: AnonymizeOptions

  /// Minutes of a week: no server queues mail for longer before it tries again.
  private static let longestWindow = 7 * 24 * 60

  mutating func validate() throws {
    if utc, tz != nil { throw ValidationError("Give --utc or --tz, not both.") }
    if !(0...Self.longestWindow).contains(fallbackWindow) {
      throw ValidationError(
        "--fallback-window must be from 0 to \(Self.longestWindow) minutes, which is a week.")
    }
  }

  var zoneName: String? { utc ? "UTC" : tz }
}
