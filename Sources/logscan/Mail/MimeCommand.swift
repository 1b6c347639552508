// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `logscan mime`: what works on stored mail.
struct MimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mime",
    abstract: "Looks into stored mail and rewrites it: structure, transfer encodings, cost.",
    subcommands: [
      MimeMeasureCommand.self, MimeInspectCommand.self, MimeCostCommand.self,
      MimeConvertCommand.self, MimeRestoreCommand.self,
    ])
}
