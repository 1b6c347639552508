// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MIME
import MailStores
import PeerRegister
import ProviderFindings

/// `logscan mime convert`: stored mail in another transfer domain, and nothing lost.
struct MimeConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Rewrites stored mail as BINARYMIME, 8bit or 7bit, so that it can be restored.",
    discussion: """
      Takes .eml files, directories, Maildirs with their folders, and mbox files of all kinds. \
      Every converted message holds a recipe, by which 'logscan mime restore' gives the original \
      octets back. Before anything is replaced or joined, the result is read back, restored and \
      compared with the original, octet for octet. What cannot be converted exactly stays as it is, \
      and the summary says why. Files that are not mail are copied unchanged. A gzip or zstd file is \
      decompressed if it goes to one file (-o FILE) or to a Maildir, and what is written is plain; \
      elsewhere it is a file like any other.

      An mbox cannot hold binary messages; it can be converted to 8bit and 7bit. A store with LF \
      line ends gets CRLF in messages that become binary. Documentation/BinaryStores.md says which \
      stores and servers keep binary messages intact.

      EXAMPLES:
        logscan mime convert ~/Maildir --to binary --dry-run
        logscan mime convert ~/Maildir -o ~/Maildir.binary --to binary
        logscan mime convert --in-place --to binary --report done.csv ~/Maildir
        logscan mime convert archive.mbox -o archive-8bit.mbox --to 8bit
        logscan mime convert archive.mbox -o NewMaildir/ --to binary
        logscan mime convert - --to binary < message.eml > binary.eml
        logscan mime convert outgoing -o ready --for mail.example --peers peers.json

      EXIT STATUS: 0 complete (messages that stay as they are included), 2 usage, 3 something could \
      not be read, written or verified, 4 no mail found, 130 interrupted (129, 143 by SIGHUP, SIGTERM).
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp("The form to convert to.", valueName: "form"))
  var to: FormChoice?

  @Option(
    help: ArgumentHelp(
      "Messages with DKIM or ARC signatures, which do not verify until they are restored: 'keep' "
        + "converts them for storage only, 'convert' in any case, 'verify' only those that verify "
        + "before, with --keys.",
      valueName: "policy"))
  var signed = SignedChoice.keep

  @Option(
    help: ArgumentHelp(
      "For --signed verify: DKIM key records, as 'dig +noall +answer NAME TXT' prints them.",
      valueName: "file"))
  var keys: String?

  @Flag(
    name: .customLong("quoted-printable"),
    help: "Convert quoted-printable too, where it can be written again exactly as it is.")
  var quotedPrintable = false

  @OptionGroup(title: "Peer") var peer: PeerOptions

  /// `TransferDomain` by the names that `--to` takes.
  enum FormChoice: String, CaseIterable, ExpressibleByArgument {
    case binary
    case eightBit = "8bit"
    case sevenBit = "7bit"

    var domain: TransferDomain {
      switch self {
      case .binary: .binary
      case .eightBit: .eightBit
      case .sevenBit: .sevenBit
      }
    }
  }

  enum SignedChoice: String, CaseIterable, ExpressibleByArgument { case keep, convert, verify }

  mutating func validate() throws {
    if (to == nil) == (peer.peer == nil) {
      throw ValidationError("Give --to FORM or --for PEER --peers FILE.")
    }
    if (signed == .verify) != (keys != nil) {
      throw ValidationError("--signed verify and --keys go together.")
    }
  }

  func run() throws {
    let decision = try peer.decision()
    let target = to?.domain ?? decision.map { TransferDomain($0.decision.domain) } ?? .sevenBit
    var task = ConversionTask(
      .convert(
        ConversionPolicy(
          target: target, purpose: decision == nil ? .storage : .delivery,
          signed: signed == .convert ? .convert : .keep, quotedPrintable: quotedPrintable)))
    if let keys {
      let records = try SignatureKeys.read(keys)
      task.verifier = { SignatureKeys.verifier(records) }
    }
    var job = ConversionJob(store, task)
    job.preface = decision?.sentence
    try job.run()
  }
}

extension TransferDomain {
  /// The domain that a peer allows.
  init(_ domain: PeerDecision.Domain) {
    self =
      switch domain {
      case .binary: .binary
      case .eightBit: .eightBit
      case .sevenBit: .sevenBit
      }
  }
}

extension SignatureVerifier: MessageVerifier {}
