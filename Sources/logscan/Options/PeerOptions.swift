// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import PeerRegister
import ProviderFindings
import Reports
import SessionLog

/// How much must be known of a peer before it gets a message in another form than 7bit.
struct TrustOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What a peer must have shown: 'offered' by EHLO is enough, or 'accepted' in practice. Default: "
        + "accepted, or offered where nothing was refused and it was last seen within "
        + "--max-age.",
      valueName: "what"))
  var trust: TrustChoice?

  @Option(
    name: .customLong("max-age"),
    help: ArgumentHelp(
      "Ignore sightings older than this: 30d, 12h, 4w.", valueName: "age"))
  var maxAge = Age(days: 30)

  enum TrustChoice: String, ExpressibleByArgument {
    case offered, accepted
  }

  var peerTrust: PeerTrust {
    switch trust {
    case .offered: .offered
    case .accepted: .accepted
    case nil: .acceptedOrFresh
    }
  }
}

/// A span of time as people type it: a number with `h`, `d` or `w`; days without one.
struct Age: ExpressibleByArgument {
  /// In microseconds.
  let length: Int64
  private let word: String

  private static let hour: Int64 = 3_600_000_000

  init(days: Int64) {
    length = days * 24 * Self.hour
    word = "\(days)d"
  }

  init?(argument: String) {
    word = argument
    let units: [Character: Int64] = ["h": 1, "d": 24, "w": 7 * 24]
    let unit = argument.last.flatMap { units[$0] }
    let digits = unit == nil ? Substring(argument) : argument.dropLast()
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(digits),
      (0...100_000).contains(count)
    else { return nil }
    length = count * (unit ?? 24) * Self.hour
  }

  var defaultValueDescription: String { word }
}

/// For which peer a message is meant, and what is known of it: for commands that convert mail.
struct PeerOptions: ParsableArguments {
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The form that this peer takes best: a host, a recipient domain or a mailbox in it, or a "
        + "provider. One that the register does not have gets 7bit.",
      valueName: "peer"))
  var peer: String?

  @Option(
    name: .customLong("peers"),
    help: ArgumentHelp(
      "The register of peers that decides: a JSON result of 'logscan peers'.", valueName: "file"))
  var register: String?

  @OptionGroup var trust: TrustOptions

  mutating func validate() throws {
    if (peer == nil) != (register == nil) {
      throw ValidationError("--for and --peers go together.")
    }
    if peer?.isEmpty == true { throw ValidationError("--for: the name is empty.") }
  }

  /// The decision for the peer, and a sentence on what it rests on; nil where no peer is asked for.
  func decision() throws(Failure) -> (decision: PeerDecision, sentence: String)? {
    guard let peer, let register else { return nil }
    let zone = try SystemZone.rules(named: nil)
    let decision = try PeerOptions.read(register, zone: zone).decision(
      for: peer, trust: trust.peerTrust, maxAge: trust.maxAge.length, now: SystemZone.now())
    return (decision, PeerDecisionText.sentence(decision, zone: zone))
  }

  /// Reads a register.
  static func read(_ path: String, zone: ZoneRules) throws(Failure) -> PeerRegister {
    var reader = PeerRegisterReader(zone: zone)
    try WholeInput.forEachBlock(of: path) { reader.scan($0) }
    do throws(PeerRegisterJSON.ReadError) {
      return try reader.finish()
    } catch {
      // Not the path itself: it may be another result, or years of a register.
      throw Failure(
        .usage, path, why: error.description,
        remedy: "a file that 'logscan peers -o FILE.json LOG' has written")
    }
  }
}
