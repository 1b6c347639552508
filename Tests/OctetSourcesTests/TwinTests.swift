// SPDX-License-Identifier: Apache-2.0
import OctetSources
import TestSupport
import Testing

@Suite struct TwinTests {
  static let session = "smtp.mx.bigmail.example.mail.log"

  struct Directory: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var files: [String]
    var twins: [String]
  }

  static let directories = [
    Directory(
      testDescription: "the files of one session",
      files: [
        "INFO.20180613-112840.21165", "WARNING.20180613-112841.21165",
        "ERROR.20180613-112841.21165", "FATAL.20180613-112841.21165",
      ],
      twins: [
        "WARNING.20180613-112841.21165", "ERROR.20180613-112841.21165",
        "FATAL.20180613-112841.21165",
      ]),
    Directory(
      testDescription: "a twin whose INFO file is gone",
      files: ["INFO.20180613-112840.21165", "WARNING.20180613-112841.21166"], twins: []),
    Directory(
      testDescription: "a twin that is older than the only INFO file of its process id",
      files: ["WARNING.20180613-112839.21165", "INFO.20180613-112840.21165"], twins: []),
    Directory(
      testDescription: "process ids that recur",
      files: [
        "INFO.20180601-000000.5", "WARNING.20180601-000100.5", "INFO.20180613-000000.5",
        "WARNING.20180613-000000.5", "WARNING.20180610-000000.5",
      ],
      twins: ["WARNING.20180601-000100.5", "WARNING.20180613-000000.5"]),
    Directory(
      testDescription: "compressed and renamed files",
      files: [
        "INFO.20180613-112840.5.gz", "WARNING.20180613-112841.5", "ERROR.20180613-112841.5.1",
      ],
      twins: ["WARNING.20180613-112841.5", "ERROR.20180613-112841.5.1"]),
    Directory(
      testDescription: "names without date and pid",
      files: ["INFO.", "WARNING."], twins: ["WARNING."]),
    Directory(
      testDescription: "process ids that no Linux has",
      files: ["INFO.20180613-112840.4194304", "WARNING.20180613-112841.4194304"], twins: []),
  ]

  @Test(arguments: directories)
  func `twins of INFO files are left out and counted`(directory: Directory) throws {
    try withTemporaryFolder { folder in
      for name in directory.files { try folder.write("x", to: "\(Self.session).\(name)") }
      let plan = InputPlan(paths: [folder.path], selecting: .logFiles)
      let expected = Set(directory.files).subtracting(directory.twins).sorted()
      #expect(
        (0..<plan.count).map { plan.path(of: $0) }
          == expected.map { folder.path("\(Self.session).\($0)") })
      #expect(plan.skipped[.twin] == directory.twins.count)
      #expect(
        plan.skipped.example(of: .twin)
          == directory.twins.min().map { folder.path("\(Self.session).\($0)") })
      #expect(plan.problems == [])
      // Named one by one they are twins, too.
      let paths = directory.files.map { folder.path("\(Self.session).\($0)") }
      #expect(InputPlan(paths: paths, selecting: .logFiles).count == expected.count)
      #expect(InputPlan(paths: paths, selecting: .everyFile).count == paths.count)
    }
  }

  @Test func `another program, host or user has twins of its own`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "smtp.mx.mail.log.INFO.20180613-112840.5")
      try folder.write("x", to: "snd.mx.mail.log.WARNING.20180613-112840.5")
      try folder.write("x", to: "smtp.my.mail.log.WARNING.20180613-112840.5")
      try folder.write("x", to: "smtp.mx.root.log.WARNING.20180613-112840.5")
      let plan = InputPlan(paths: [folder.path], selecting: .logFiles)
      #expect(plan.count == 4)
      #expect(plan.skipped.total == 0)
    }
  }
}
