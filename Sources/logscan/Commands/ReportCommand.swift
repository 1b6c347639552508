// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The nightly report: problems first, then each provider, then the details.",
    discussion: """
      Percentages of fewer than 20 cases are marked '~'; '--detail 6' shows the counts behind \
      each. Findings are marked '!!' (alarm), '!' (warning) and '-' (notice); '?' goes with those \
      that rest on few cases. Sections: \(ReportCatalogue.names.joined(separator: ", ")).

      EXAMPLES:
        logscan /var/log/smtp
        logscan report -d yesterday -q -o mail.txt -o mail.json /var/log/smtp
        logscan report -d yesterday -q --compare last.json -o last.json \\
            --only-if warning -f text
        logscan report --state state.db -o report.html /var/log/smtp
        logscan report --state state.db -d 2026-11
        logscan report --state state.db -o report.html --measure mail.json
        logscan report --sections tls,certificates --top 0 smtp.log
        logscan report --tlsrpt ~/Maildir/.tls-reports smtp.log
        logscan report --by month --sections periods /var/log/smtp
        logscan report --provider 'google*' --direction in -f md smtp.log
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var options: ReportOptions

  func run() throws {
    // With a state, no path is a report from the state alone.
    let isReading = options.memory.state == nil || !input.areNone
    try ReportRun(options, isReading ? RunInput(input) : .nothing(input.reading)).run()
  }
}
