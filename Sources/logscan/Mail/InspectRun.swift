// SPDX-License-Identifier: Apache-2.0
import MailStores
import OctetSources
import Reports

/// One run of `mime inspect` over all inputs.
struct InspectRun {
  private let plan: InputPlan
  private var failures: [(path: String, failure: InputFailure)] = []
  private var messageCount = 0
  private var passedOver = 0
  private var example = ""

  init(paths: [String]) {
    plan = InputPlan(paths: paths, selecting: .everyFile)
    failures = plan.problems.map { ($0.path, $0.failure) }
  }

  mutating func listLeaves(withDigests: Bool) {
    each { path in
      LeafInspector(path: path, withDigests: withDigests)
    } count: {
      $0.messageCount
    }
  }

  mutating func showTrees() {
    each { path in
      TreeInspector(path: path)
    } count: {
      $0.messageCount
    }
  }

  private mutating func each<Handler: MessageHandler>(
    _ makeHandler: (String) -> Handler, count: (Handler) -> Int
  ) {
    var reader = MailReader(plan)
    for input in 0..<plan.count {
      let path = plan.path(of: input)
      var handler = makeHandler(path)
      let file = reader.read(input, takesText: true, into: &handler)
      if let failure = file.failure {
        failures.append((path, failure))
      } else if !file.isMail, file.octets > 0 {
        if passedOver == 0 { example = path }
        passedOver += 1
      }
      messageCount += count(handler)
    }
  }

  /// Reports what could not be read, and fails if that was anything or if nothing was read.
  func finish() throws {
    for (path, failure) in failures.sorted(by: { $0.path < $1.path }) {
      StandardError.write(
        Failure(
          .incomplete, path, why: failure.description,
          remedy: failure.remedy(path: path, command: "logscan mime inspect")
        ).message)
    }
    if passedOver > 0 {
      let what = NumberText.counted(passedOver, "file that is not mail", "files that are not mail")
      StandardError.say("passed over \(what): \(example)\(passedOver > 1 ? " …" : "")")
    }
    if !failures.isEmpty {
      throw Failure(.incomplete, "\(failures.count) of the inputs could not be read completely")
    }
    if messageCount == 0 {
      throw Failure(.nothingRecognised, "no message in the input")
    }
  }
}
