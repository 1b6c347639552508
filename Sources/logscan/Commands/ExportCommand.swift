// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `logscan export`: numbers in the forms of others.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Numbers in the forms that other programs read.",
    subcommands: [ExportPrometheus.self, ExportGoogleCSV.self, ExportTLSRPT.self])
}
