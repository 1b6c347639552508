// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `logscan mime`: what works on stored mail.
struct MimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mime",
    abstract: "Looks into stored mail: structure, transfer encodings, what they cost.",
    subcommands: [MimeMeasureCommand.self, MimeInspectCommand.self, MimeCostCommand.self])
}
