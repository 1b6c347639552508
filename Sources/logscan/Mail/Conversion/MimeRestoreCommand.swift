// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MailStores

/// `logscan mime restore`: converted mail gets its original octets back.
struct MimeRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Gives converted mail its original octets back.",
    discussion: """
      Follows the recipes that 'logscan mime convert' left in the messages; \
      Documentation/TransferRecipe.md describes them. A message without a recipe stays as it is. A \
      recipe that does not fit its message, because something on the way changed the message, is \
      not followed: the message is left unchanged and reported.

      EXAMPLES:
        logscan mime restore ~/Maildir.binary -o ~/Maildir.original
        logscan mime restore --in-place ~/Maildir
        logscan mime restore - < binary.eml > message.eml

      EXIT STATUS: 0 complete, 2 usage, 3 something could not be read or written, or a recipe did \
      not fit, 4 no mail found, 130 interrupted (129, 143 by SIGHUP, SIGTERM).
      """)

  @OptionGroup var store: StoreOptions

  func run() throws { try ConversionJob(store, ConversionTask(.restore)).run() }
}
