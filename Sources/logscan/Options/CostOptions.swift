// SPDX-License-Identifier: Apache-2.0
import MailCost
import ArgumentParser
import Reports

/// How the cost in energy is reckoned.
struct CostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rows 'name,low,central,high,unit,year,source' that replace built-in parameters of the cost.",
      valueName: "file"))
  var parameters: String?

  @Option(
    name: .customLong("codec-speed"),
    help: ArgumentHelp(
      "Octets of payload a second that a core encodes and decodes, in place of the parameter's low, "
        + "central and high; then this machine's is not measured.",
      valueName: "n"))
  var codecSpeed: Double?

  /// What a processor core can do at most, generously.
  private static let fastest = 1e15

  mutating func validate() throws {
    if let codecSpeed, !(codecSpeed > 0 && codecSpeed <= Self.fastest) {
      throw ValidationError(
        "--codec-speed must be a number of octets a second above 0, up to 1e15.")
    }
  }

  func model() throws -> CostModel {
    var model = CostModel()
    if let parameters {
      let text = try TextFile.read(parameters)
      do throws(CostParameters.ParseError) {
        try model.parameters.override(with: try CostParameters(parsing: text))
      } catch {
        throw Failure(
          .usage, "\(parameters): \(error.description)",
          remedy: "rows such as: bitcoin,100,138,190,TWh per year,2025,where the numbers are from")
      }
    }
    if let codecSpeed {
      model.parameters.set("codecSpeed", to: codecSpeed, source: "given with --codec-speed")
    }
    return model
  }

  /// What this machine makes of base64, measured now; nil where the user gave a speed.
  func machine() -> CodecRate? { codecSpeed == nil ? CodecSpeed.measure() : nil }

  /// Reads a result of `mime measure`.
  static func measurement(_ path: String) throws(Failure) -> Measurement {
    let octets = try WholeInput.read(path)
    do throws(MeasurementJSON.ReadError) {
      return try MeasurementJSON.read(octets)
    } catch {
      // Not the path itself: it may be another result, or a mailbox.
      throw Failure(
        .usage, path, why: error.description,
        remedy: "a file that 'logscan mime measure -o FILE.json MAILDIR' has written")
    }
  }
}
