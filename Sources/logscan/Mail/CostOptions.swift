// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MIME
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
      "Octets of payload a second for encoding and decoding; default: measured now.",
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
    let speed = codecSpeed.map { ($0, $0) } ?? CodecSpeed.measure()
    if codecSpeed != nil { model.speedSource = "as given" }
    model.encodeSpeed = speed.0
    model.decodeSpeed = speed.1
    return model
  }

  /// What was measured, as far as its encodings cost something.
  static func volume(of tally: CorpusTally) -> CostModel.Volume {
    CostModel.Volume(
      traffic: Double(tally.total.wire),
      payload: Double(tally.byEncoding["base64"]?.decoded ?? 0),
      extra: Double(tally.total.savedBinary))
  }

  /// Sections on the cost of measured mail: once, for a year, and for the world if it were all like this.
  static func sections(
    _ measurement: Measurement, _ model: CostModel, detail: Int
  ) -> [Report.Section] {
    let volume = volume(of: measurement.tally)
    let report = CostReport(model, volumes: volumes(measurement), measured: volume)
    return report.sections().filter { $0.name != "parameters" || detail > 5 }
  }

  static func volumes(_ measurement: Measurement) -> [CostReport.NamedVolume] {
    let volume = volume(of: measurement.tally)
    var volumes = [CostReport.NamedVolume("this mail", volume)]
    let years = measurement.tally.byYear.filter { $0.key != CorpusTally.unknownKey }
    if years.count > 1 {
      let dated = years.values.reduce(0) { $0 + $1.wire }
      let share = volume.traffic > 0 ? Double(dated) / volume.traffic : 0
      volumes.append(
        CostReport.NamedVolume(
          "a year of it (mean of \(years.count))", volume.scaled(by: share / Double(years.count))))
    }
    return volumes
  }

  /// Reads a result of `mime measure`.
  static func measurement(_ path: String) throws(Failure) -> Measurement {
    let octets = try WholeInput.read(path)
    do throws(MeasurementJSON.ReadError) {
      return try MeasurementJSON.read(octets)
    } catch {
      throw Failure(
        .usage, path, why: error.description, remedy: "logscan mime measure -o \(path) MAILDIR")
    }
  }
}
