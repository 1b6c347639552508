// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

@main
struct Logscan: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "logscan")
}
