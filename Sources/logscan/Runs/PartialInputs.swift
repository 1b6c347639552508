// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import MailTypes
import OctetSources
import Reports

/// Partial results that are to be merged.
struct PartialInputs {
  private(set) var files: [PartialFile] = []
  /// What of the input the user should know.
  private(set) var remarks: [String] = []

  /// Opens the files, and those in directories. All must hold the same kind of result, whole.
  init(paths: [String], outputs: [String]) throws(Failure) {
    let plan = InputPlan(paths: paths, selecting: .everyFile, outputs: outputs)
    try RunSetup.refuse(plan)
    if let problem = plan.problems.first {
      throw Failure(.incomplete, problem.path, why: problem.failure.description)
    }
    if let path = plan.skipped.example(of: .sameFile) {
      remarks.append("\(path): given twice, counted once")
    }
    for input in 0..<plan.count {
      let path = plan.path(of: input)
      let file: PartialFile
      do throws(PartialFile.Failure) {
        file = try PartialFile(path: path)
      } catch {
        throw Self.failure(path, error)
      }
      if let first = files.first, first.kind != file.kind {
        throw Failure(
          .usage, path,
          why: "holds \(Self.name(file.kind)), and \(first.path) \(Self.name(first.kind))",
          remedy: "to merge each kind by itself")
      }
      files.append(file)
    }
    guard !files.isEmpty else {
      throw Failure(
        .nothingRecognised, "no partial result in the input",
        remedy: "files that 'logscan report --partial-out FILE LOG' has written")
    }
  }

  var kind: PartialForm.Kind { files[0].kind }

  /// The sessions' files, and what they say of themselves together. A file of which others have all is left out.
  mutating func sessions() throws(Failure) -> ([PartialFile], PartialTrailer) {
    var sum = PartialSum()
    var kept: [PartialFile] = []
    for file in files {
      let trailer = try Self.value(PartialTrailer.self, of: file)
      // One that holds no session, only what is left out, has no zone.
      if let first = kept.first, !trailer.zone.isEmpty, !sum.zone.isEmpty, trailer.zone != sum.zone
      {
        throw Failure(
          .usage, file.path,
          why:
            "its times are those of \(trailer.zone), and the times of \(first.path) those of \(sum.zone)",
          remedy: "partial results of runs with the same --tz")
      }
      if sum.add(trailer) {
        kept.append(file)
      } else {
        remarks.append("\(file.path): its runs are in the files before, counted once")
      }
    }
    return (kept, sum.trailer)
  }

  /// The value of a file's last frame.
  static func value<Value: FieldCoded>(
    _ type: Value.Type, of file: PartialFile
  ) throws(Failure) -> Value {
    do throws(PartialFile.Failure) {
      return try file.last(type)
    } catch {
      throw failure(file.path, error)
    }
  }

  static func failure(_ path: String, _ failure: PartialFile.Failure) -> Failure {
    switch failure {
    case .system: Failure(.incomplete, path, why: failure.description)
    case .defect(.foreign):
      Failure(
        .usage, path, why: failure.description,
        remedy: "a file that 'logscan report --partial-out FILE LOG' has written")
    case .defect(.unknownVersion):
      Failure(
        .usage, path, why: failure.description, remedy: "the version of logscan that wrote it")
    case .defect:
      Failure(
        .incomplete, path, why: failure.description, remedy: "to make it again from its logs")
    }
  }

  private static func name(_ kind: PartialForm.Kind) -> String {
    switch kind {
    case .sessions, .trailer: "sessions"
    case .measurement: "a measurement of mail"
    }
  }
}
