// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc

/// The root command. Its subcommands wire the stages together and hold no logic of their own.
struct Logscan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logscan",
    abstract: "Reads a mail server's session logs and reports how each mail provider behaves.",
    discussion: """
      Give it files, directories or '-' for standard input; gzip and zstd are recognised by their \
      content. Without a path it reads $GOOGLE_LOG_DIR. Directories are read the way glog writes \
      them: each session counts once, however many copies of its records there are.

      EXAMPLES:
        logscan /var/log/smtp                     the nightly report
        logscan -d yesterday -o mail.txt -o mail.json /var/log/smtp
        logscan providers --direction in smtp.log.gz
        logscan sessions --where 'tls=failed' -f ndjson smtp.log
        logscan show 1f4c0a93 smtp.log            one session as a transcript
        logscan peers -o peers.json smtp.log      what peers offer and accept

      EXIT STATUS:
        0  everything was read and recognised as a log
        1  'report --fail-on' found something
        2  wrong usage
        3  incomplete: some input could not be read or was cut off (the rest is
           reported all the same), or a result could not be written
        4  nothing in the input was recognised
        130  interrupted (129, 143 by SIGHUP, SIGTERM)
        141  the reader of the output went away
      """,
    version: Version.text,
    subcommands: [
      ReportCommand.self, FindingsCommand.self, DiffCommand.self, ProvidersCommand.self,
      SessionsCommand.self,
      ShowCommand.self,
      PeersCommand.self, MergeCommand.self, ExportCommand.self, InputsCommand.self,
      DoctorCommand.self, DumpCommand.self, MimeCommand.self,
    ],
    defaultSubcommand: ReportCommand.self)
}

@main
enum Program {
  static func main() {
    Descriptor.occupyStandardStreams()
    Interrupt.handle()
    do {
      let names = Logscan.configuration.subcommands.compactMap { $0.configuration.commandName }
      try SubcommandGuess.check(CommandLine.arguments.dropFirst(), names: names + ["help"])
      try DashedName.check(CommandLine.arguments.dropFirst())
      var command = try Logscan.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      StandardError.write(failure)
      exit(failure.status.rawValue)
    } catch {
      let code = Logscan.exitCode(for: error)
      let message = Logscan.fullMessage(for: error)
      if code.isSuccess {
        StandardOutput.write(message.isEmpty ? "" : message + "\n")
      } else if !message.isEmpty {
        StandardError.write(message + "\n")
      }
      // ArgumentParser calls wrong usage 64 (EX_USAGE); here it is 2, as for most tools.
      exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
    }
  }
}
