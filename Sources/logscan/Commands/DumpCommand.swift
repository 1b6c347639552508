// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ArgumentParser
import LogPipeline
import OctetSources
import Reports
import SessionLog

struct DumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "What a stage of the pipeline hands to the next, as JSON lines.",
    discussion: """
      Stages: lines (of the input), records (with their headers read), events (what records say), \
      sessions (as 'sessions -f ndjson'), tallies (as 'report -f ndjson'), state (what the state FILE has of \
      each day, the same for the same logs whatever the order in which they came).

      EXAMPLES:
        logscan dump --stage events smtp.log
      """)

  enum Stage: String, CaseIterable, ExpressibleByArgument {
    case lines, records, events, sessions, tallies, state
  }

  @Option(
    help: ArgumentHelp(
      "lines, records, events, sessions, tallies or state.", valueName: "stage"))
  var stage: Stage

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  func run() throws {
    if input.reading.anonymous.level != nil, stage != .tallies, stage != .sessions {
      throw ValidationError("--anonymize: this stage has the lines of the log.")
    }
    let setup = try RunSetup(
      stage == .state ? .nothing(input.reading) : RunInput(input), nil, noise)
    let target = OutputTarget(path: nil, format: .ndjson, colours: false)
    switch stage {
    case .tallies:
      let result = try setup.run()
      try target.write(SummaryJSON(setup.summary(of: result), zone: setup.zone).lines())
      try RunSetup.finish(result.coverage)
    case .sessions:
      let zone = setup.zone
      let listing = SessionListing { SessionListFormat.ndjson.render($0, $1, zone: zone) }
      let result = try setup.run(listing: listing)
      var sink = try target.open()
      let format = SessionListFormat.ndjson
      try listing.drain(
        partner: setup.partners(in: result), { try sink.write($0) }, unpaired: format.unpaired,
        paired: format.paired)
      try sink.finish()
      try RunSetup.finish(result.coverage)
    case .state:
      guard let path = input.paths.first, input.paths.count == 1 else {
        throw ValidationError("--stage state is about one state: give its name.")
      }
      try target.write(try StateDump(path, setup.options).lines())
    case .lines, .records, .events:
      let dump = StageDump(stage: stage, zone: setup.zone, options: setup.options)
      if try !dump.run(to: target) { throw ExitCode(ExitStatus.incomplete.rawValue) }
    }
  }
}

/// Prints what the first stages make of each input, one input after the other.
struct StageDump {
  let stage: DumpCommand.Stage
  let zone: ZoneRules
  let options: RunOptions

  /// False if some input could not be read.
  func run(to target: OutputTarget) throws -> Bool {
    let plan = InputPlan(paths: options.paths, selecting: .logFiles)
    var stream = BatchStream(plan, options)
    var sink = try target.open()
    var isComplete = plan.problems.isEmpty
    for problem in plan.problems {
      StandardError.say("\(problem.path): \(problem.failure.description)")
    }
    for input in 0..<plan.count {
      try dump(input, plan.path(of: input), &stream, &sink)
      if let failure = stream.blocks.failure {
        StandardError.say("\(plan.path(of: input)): \(failure.description)")
        isComplete = false
      }
    }
    try sink.finish()
    return isComplete
  }

  private func dump(
    _ input: Int, _ path: String, _ stream: inout BatchStream, _ sink: inout OutputSink
  ) throws {
    stream.open(input)
    defer { stream.close() }
    var lines: UInt64 = 0
    while stream.next() {
      let octets = [UInt8](stream.block.octets)
      var writer = JSONWriter()
      if stage == .lines {
        write(octets, path, after: lines, into: &writer)
      } else {
        for var event in stream.batch.events {
          options.clock?.bringToCivilTime(&event)
          EventJSON.write(
            event, in: octets, input: path, zone: zone, event: stage == .events, into: &writer)
          writer.endLine()
        }
      }
      try sink.write(writer.octets)
      lines += UInt64(octets.count { $0 == UInt8(ascii: "\n") })
    }
  }

  private func write(
    _ octets: [UInt8], _ path: String, after lines: UInt64, into writer: inout JSONWriter
  ) {
    var number = lines
    var rest = octets[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      number += 1
      writer.object { object in
        object.member("input", path)
        object.member("line", number)
        object.member("text", octets: rest[..<end])
      }
      writer.endLine()
      rest = rest[min(end + 1, rest.endIndex)...]
    }
  }
}
