// SPDX-License-Identifier: Apache-2.0
import Glibc
import OctetSources
import SystemCalls
import TestSupport
import Testing

@Suite struct InputPlanTests {
  private func paths(_ plan: InputPlan, in folder: Folder) -> [String] {
    (0..<plan.count).map { number in
      let path = plan.path(of: number)
      return path.hasPrefix(folder.path + "/")
        ? String(path.dropFirst(folder.path.count + 1)) : path
    }
  }

  @Test func `files come by directory and name, whatever the order of the paths`() throws {
    try withTemporaryFolder { folder in
      for name in ["b/2", "b/10", "b/c/1", "b.x", "a", "b/c.d/0", "Z", "b/é", "é"] {
        try folder.write("x", to: name)
      }
      let expected = ["Z", "a", "b.x", "é", "b/10", "b/2", "b/é", "b/c.d/0", "b/c/1"]
      for named in [[""], ["/"], ["/./b//", "a", "Z", "é", "b.x"], ["b", "", "b/c", "a"]] {
        let plan = InputPlan(paths: named.map { folder.path($0) }, selecting: .everyFile)
        #expect(paths(plan, in: folder) == expected)
        #expect(plan.problems == [])
      }
    }
  }

  @Test func `sizes are reported beforehand where they are known, large inputs by themselves`()
    throws
  {
    try withTemporaryFolder { folder in
      let large = String(repeating: "x", count: 1 << 20)
      try folder.write("small", to: "a")
      try folder.write(large, to: "b")
      try folder.write("", to: "c")
      func sizes(_ paths: [String]) -> InputPlan.Sizes {
        InputPlan(paths: paths.map { folder.path($0) }, selecting: .everyFile).sizes()
      }
      #expect(sizes([""]).plainOctets == 5 + 1 << 20)
      #expect(sizes([""]).large.map(\.input) == [1])
      #expect(sizes([""]).large.map(\.octets) == [1 << 20])
      // What a large compressed file holds shows only when it is read.
      try folder.write([0x1F, 0x8B, 8, 0] + Array(large.utf8), to: "d.gz")
      #expect(sizes([""]).large.map(\.input) == [1, 3])
      #expect(sizes([""]).plainOctets == nil)
      let piped = InputPlan(paths: ["-", folder.path], selecting: .everyFile).sizes()
      #expect(piped.plainOctets == nil)
      #expect(piped.large.map(\.input) == [2, 4])
    }
  }

  @Test func `standard input comes first and once`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "a")
      let plan = InputPlan(paths: ["-", folder.path, "-"], selecting: .everyFile)
      #expect(paths(plan, in: folder) == ["-", "a"])
      #expect(plan.readsStandardInput)
    }
    #expect(InputPlan(paths: [], selecting: .logFiles).count == 0)
  }

  @Test func `a path that is named twice is read once and counted as skipped`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "logs/a")
      let named = ["logs/a", "logs/./a", "logs/a"].map { folder.path($0) }
      let file = InputPlan(paths: named, selecting: .logFiles)
      #expect(paths(file, in: folder) == ["logs/a"])
      #expect(file.skipped[.sameFile] == 2)
      #expect(file.skipped.example(of: .sameFile) == folder.path("logs/a"))
      let directory = InputPlan(
        paths: [folder.path("logs"), folder.path("logs/")], selecting: .logFiles)
      #expect(paths(directory, in: folder) == ["logs/a"])
      #expect(directory.skipped.total == 1)
    }
  }

  @Test func `inputs that will be written are reported, whatever they are called`() throws {
    try withTemporaryFolder { folder in
      for name in ["logs/a", "logs/b", "else"] { try folder.write("x", to: name) }
      try folder.link("link", to: "logs/a")
      func told(_ paths: [String], _ outputs: [String]) -> [String] {
        InputPlan(
          paths: paths.map { folder.path($0) }, selecting: .logFiles,
          outputs: outputs.map { folder.path($0) }
        ).inputsAmongOutputs
      }
      #expect(told(["logs"], ["else", "logs/new"]) == [])
      #expect(told(["logs/a"], ["logs/b"]) == [])
      for input in ["logs", "logs/a", "logs/../logs/a", "link", ""] {
        for output in ["logs/a", "link", "logs/./a"] {
          let told = told([input], [output])
          #expect(told.count == 1 && told[0].hasSuffix("a"), "\(input) \(output)")
        }
      }
      #expect(told([""], ["else", "logs/b"]).count == 2)
    }
  }

  @Test func `a path that leads nowhere is a problem with its reason`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "file")
      try folder.link("circle", to: "circle")
      try folder.link("dangling", to: "nothing")
      let named = ["missing", "file/x", "circle", "dangling", "file"]
      let plan = InputPlan(
        paths: named.map { folder.path($0) } + ["", "/dev/zero"], selecting: .logFiles)
      #expect(paths(plan, in: folder) == ["file"])
      #expect(
        plan.problems == [
          InputProblem(path: "", failure: .cannotOpen(SystemError(number: ENOENT))),
          InputProblem(path: "/dev/zero", failure: .notAFile(.characterDevice)),
          InputProblem(
            path: folder.path("circle"), failure: .cannotOpen(SystemError(number: ELOOP))),
          InputProblem(
            path: folder.path("dangling"), failure: .cannotOpen(SystemError(number: ENOENT))),
          InputProblem(
            path: folder.path("file/x"), failure: .cannotOpen(SystemError(number: ENOTDIR))),
          InputProblem(
            path: folder.path("missing"), failure: .cannotOpen(SystemError(number: ENOENT))),
        ])
      #expect(
        plan.problems.last?.failure.description == "cannot be opened: No such file or directory")
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func `a folder that may not be read is a problem, the rest is read`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "a/1")
      try folder.write("x", to: "b/1")
      try folder.setPermissions(0, of: "a")
      let plan = InputPlan(paths: [folder.path], selecting: .logFiles)
      try folder.setPermissions(0o700, of: "a")
      #expect(paths(plan, in: folder) == ["b/1"])
      #expect(plan.problems.map(\.failure) == [.cannotOpen(SystemError(number: EACCES))])
    }
  }

  @Test func `links in directories are skipped, so that no walk goes in a circle`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "logs/a")
      try folder.link("logs/up", to: "..")
      try folder.link("logs/smtp.INFO", to: "a")
      try folder.link("logs/gone", to: "nothing")
      let plan = InputPlan(paths: [folder.path], selecting: .logFiles)
      #expect(paths(plan, in: folder) == ["logs/a"])
      #expect(plan.skipped[.symbolicLink] == 3)
      #expect(plan.skipped.example(of: .symbolicLink) == folder.path("logs/gone"))
      #expect(plan.problems == [])
    }
  }

  @Test func `a named link is followed, and shows the real name`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "logs/smtp.mx.mail.log.INFO.20180613-112840.5")
      try folder.link("logs/smtp.INFO", to: "smtp.mx.mail.log.INFO.20180613-112840.5")
      try folder.link("newest", to: "./logs/smtp.INFO")
      try folder.link("all", to: "logs")
      let real = ["logs/smtp.mx.mail.log.INFO.20180613-112840.5"]
      for named in [["logs/smtp.INFO"], ["newest"], ["newest", "logs/smtp.INFO", "logs"]] {
        let plan = InputPlan(paths: named.map { folder.path($0) }, selecting: .logFiles)
        #expect(paths(plan, in: folder) == real)
      }
      let plan = InputPlan(paths: [folder.path("all")], selecting: .logFiles)
      #expect(paths(plan, in: folder) == ["all/smtp.mx.mail.log.INFO.20180613-112840.5"])
    }
  }

  @Test func `a file or directory with several names is read once`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "logs/a")
      try folder.write("x", to: "logs/b")
      try folder.link("other", to: "logs")
      try folder.link("b", to: "logs/b")
      let plan = InputPlan(
        paths: ["logs", "other", "logs/a", "b", "logs/../logs/a"].map { folder.path($0) },
        selecting: .logFiles)
      #expect(plan.count == 2)
      #expect(plan.problems == [])
      #expect(plan.skipped.total == plan.skipped[.sameFile])
    }
  }

  @Test func `hard links are files like others, however they are met`() throws {
    try withTemporaryFolder { folder in
      for name in ["mail/a", "mail/c"] { try folder.write("x", to: name) }
      try folder.hardLink("mail/b", to: "mail/a")
      func count(_ paths: String...) -> Int {
        InputPlan(paths: paths.map { folder.path($0) }, selecting: .everyFile).count
      }
      #expect(count("mail") == 3)
      #expect(count("mail", "mail/a") == 3)
      #expect(count("mail/a", "mail/b") == 2)
      #expect(count("mail/b", "mail/../mail/b", "mail") == 3)
    }
  }

  @Test func `the tmp of a Maildir is passed over, other directories of that name are not`() throws
  {
    try withTemporaryFolder { folder in
      for name in ["cur/1", "new/2", "tmp/3", ".Sent/cur/4", ".Sent/new/5", ".Sent/tmp/6.eml"] {
        try folder.write("x", to: "md/" + name)
      }
      try folder.write("x", to: "box/tmp/7.eml")
      func inputs(_ names: String...) -> InputPlan {
        InputPlan(paths: names.map { folder.path($0) }, selecting: .everyFile)
      }
      let all = inputs("md", "box")
      #expect(
        paths(all, in: folder) == [
          "box/tmp/7.eml", "md/.Sent/cur/4", "md/.Sent/new/5", "md/cur/1", "md/new/2",
        ])
      #expect(all.skipped[.unfinished] == 2)
      #expect(all.skipped.example(of: .unfinished) == folder.path("md/.Sent/tmp/6.eml"))
      #expect(all.directories.contains(Array(folder.path("md/tmp/").utf8)))
      // What is named is read, in whatever spelling.
      #expect(inputs("md/tmp/3").count == 1)
      #expect(inputs("md/tmp").count == 1)
      #expect(inputs("md", "md/tmp/3").count == 5)
      #expect(inputs("md", "md/new/../tmp").count == 5)
      #expect(inputs("md/.").count == 4)
      let logs = InputPlan(paths: [folder.path("md")], selecting: .logFiles)
      #expect(logs.skipped[.unfinished] == 0)
    }
  }

  @Test func `hidden files are left out of logs, not out of mail stores`() throws {
    try withTemporaryFolder { folder in
      for name in ["a", ".b", ".c/d"] { try folder.write("x", to: name) }
      let logs = InputPlan(paths: [folder.path], selecting: .logFiles)
      #expect(paths(logs, in: folder) == ["a"])
      #expect(logs.skipped[.hidden] == 2)
      #expect(InputPlan(paths: [folder.path], selecting: .everyFile).count == 3)
      #expect(InputPlan(paths: [folder.path(".c")], selecting: .logFiles).count == 1)
    }
  }

  @Test func `a FIFO or socket in a directory is skipped`() throws {
    try withTemporaryFolder { folder in
      try folder.write("x", to: "a")
      try Pipe.make(folder.path("pipe"))
      let plan = InputPlan(paths: [folder.path], selecting: .logFiles)
      #expect(paths(plan, in: folder) == ["a"])
      #expect(plan.skipped[.notAFile] == 1)
    }
  }

  @Test func `a tree of many levels and a directory of many files are walked`() throws {
    try withTemporaryFolder { folder in
      let deep = Array(repeating: "d", count: 150).joined(separator: "/")
      try folder.write("x", to: deep + "/leaf")
      for number in 0..<400 { try folder.write("", to: "many/\(number)") }
      let plan = InputPlan(paths: [folder.path], selecting: .logFiles)
      #expect(plan.count == 401)
      #expect(plan.path(of: 0) == folder.path(deep + "/leaf"))
      #expect(paths(plan, in: folder).dropFirst() == (0..<400).map { "many/\($0)" }.sorted()[...])
    }
  }
}
