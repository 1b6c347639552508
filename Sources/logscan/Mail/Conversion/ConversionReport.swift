// SPDX-License-Identifier: Apache-2.0
import MIME
import MailStores
import OctetSources
import Reports

/// What `mime convert` and `mime restore` say at their end.
struct ConversionReport {
  let tally: ConversionTally
  let isDryRun: Bool
  /// What the walk through the directories passed over.
  let skipped: SkipTally
  /// Files that could not be dealt with.
  let failures: Int
  /// Temporary files of killed runs that were removed before anything else.
  let leftovers: LeftoverFiles.Count
  /// Whether the disk took nothing more, so that the run was ended.
  let isEndedByDisk: Bool
  /// What else must be said first: the peer's decision.
  let preface: String?
  /// Whether the user stopped the run.
  let isInterrupted: Bool

  func report() -> Report {
    var report = Report(title: "logscan mime convert")
    var head: [Report.Block] = []
    if let preface { head.append(.paragraph(preface)) }
    if isInterrupted {
      head.append(
        .headline("INTERRUPTED: the same command goes on where this run ended.", alert: true))
    }
    if isEndedByDisk {
      head.append(
        .headline(
          "ENDED EARLY: nothing more could be written. Each file is as it was or done as a whole; the "
            + "same command goes on where this run ended.", alert: true))
    }
    head.append(.headline(lead, alert: failures > 0 || tally.sizes(.fault).messages > 0))
    if tally.total.messages > 0 { head.append(.table(outcomes)) }
    head += notes
    report.sections.append(Report.Section(name: "summary", title: "", blocks: head))
    if !tally.byReason.isEmpty || stayingForParts > 0 {
      report.sections.append(
        Report.Section(
          name: "reasons", title: "Messages that stay as they are, by reason",
          blocks: [.table(reasons)]))
    }
    if !tally.refusedParts.isEmpty {
      report.sections.append(
        Report.Section(
          name: "parts", title: "Parts that stay as they are, by reason",
          blocks: [.table(parts)] + partNotes))
    }
    return report
  }

  private var lead: String {
    let total = tally.total
    let changed = tally.sizes(.converted).messages + tally.sizes(.restored).messages
    let count = NumberText.grouped(total.messages)
    let verb =
      isDryRun
      ? "of \(count) messages would be changed; nothing was written."
      : "of \(count) messages changed."
    if total.messages == 0, failures > 0 {
      return
        "Nothing done: \(NumberText.counted(failures, "input")) could not be dealt with, and no "
        + "message was changed."
    }
    if total.messages == 0 { return "No mail in the input." }
    guard changed > 0 else { return "\(NumberText.grouped(changed)) \(verb)" }
    return "\(NumberText.grouped(changed)) \(verb) \(octets(total.before)) before, "
      + "\(octets(total.after)) after: \(difference(total))."
  }

  /// `25.1 % saved`, or how much was added.
  private func difference(_ sizes: ConversionTally.Sizes) -> String {
    let change = sizes.before - sizes.after
    let share = NumberText.percent(Ratio(Int(change.magnitude), of: max(sizes.before, sizes.after)))
    return "\(octets(Int(change.magnitude))) (\(share) %) \(change >= 0 ? "saved" : "added")"
  }

  /// `−16.1 %`, of the octets before.
  private func change(_ sizes: ConversionTally.Sizes) -> String {
    let change = sizes.after - sizes.before
    let share = NumberText.percent(Ratio(Int(change.magnitude), of: sizes.before))
    return change == 0 ? "" : "\(change < 0 ? "−" : "+")\(share) %"
  }

  private var outcomes: Table {
    let rows = MessageResult.Outcome.allCases.filter { tally.sizes($0).messages > 0 }
    return Table(
      name: "outcomes",
      columns: [
        .text("messages"), .init("number"), .init("before"), .init("after"), .init("change"),
      ],
      rows: rows.map { outcome in
        let sizes = tally.sizes(outcome)
        return [
          .text(outcome.title), .count(sizes.messages), .octets(UInt64(sizes.before)),
          .octets(UInt64(sizes.after)),
          .text(change(sizes)),
        ]
      })
  }

  private var reasons: Table {
    let rows = tally.byReason.sorted {
      ($1.value.messages, $0.key) < ($0.value.messages, $1.key)
    }
    var cells: [[Table.Cell]] = rows.map { reason, sizes in
      [.text(reason), .count(sizes.messages), .octets(UInt64(sizes.before))]
    }
    if stayingForParts > 0 {
      let octets = tally.sizes(.refused).before - staying.before
      cells.append([
        .text("reasons of parts, below"), .count(stayingForParts), .octets(UInt64(octets)),
      ])
    }
    return Table(
      name: "reasons", columns: [.text("reason"), .init("messages"), .init("octets")], rows: cells)
  }

  /// Messages that stay as they are for a reason of the whole message.
  private var staying: ConversionTally.Sizes { tally.refusedByReason }

  /// Messages that stay as they are for reasons of their parts alone.
  private var stayingForParts: Int { tally.sizes(.refused).messages - staying.messages }

  /// What can be done about a reason.
  private var partNotes: [Report.Block] {
    guard tally.refusedParts[.quotedPrintable] ?? 0 > 0 else { return [] }
    return [
      .paragraph(
        "quoted-printable is left alone unless asked for: --quoted-printable converts what can be "
          + "written again exactly as it is.")
    ]
  }

  private var parts: Table {
    let rows = tally.refusedParts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return Table(
      name: "parts", columns: [.text("reason"), .init("parts")],
      rows: rows.map { [.text($0.key.rawValue), .count($0.value)] })
  }

  private var notes: [Report.Block] {
    var notes: [Report.Block] = []
    if tally.brokenSignatures > 0 {
      let count = NumberText.grouped(tally.brokenSignatures)
      notes.append(
        .paragraph(
          "Converted with DKIM or ARC signatures: \(count). These verify again only when the messages "
            + "are restored."))
    }
    if tally.wireForms > 0 {
      let count = NumberText.counted(tally.wireForms, "message")
      notes.append(
        .paragraph(
          "\(count) stored with LF \(tally.wireForms == 1 ? "ends its" : "end their") lines in CRLF when "
            + "binary, which takes an octet more for each line."))
    }
    // What was in `tmp` when the plan was made, and is not a leftover of a killed run.
    let unfinished = max(0, skipped[.unfinished] - leftovers.seen)
    var files = FileOutcome.allCases.compactMap { outcome -> String? in
      var count = tally.count(outcome)
      if outcome == .leftover { count += leftovers.removed }
      if outcome == .unfinished { count += unfinished }
      return count == 0 ? nil : "\(outcome.title) \(NumberText.grouped(count))"
    }
    if skipped[.sameFile] > 0 {
      files.append("named twice \(NumberText.grouped(skipped[.sameFile]))")
    }
    let special = skipped.total - skipped[.unfinished] - skipped[.sameFile]
    if special > 0 {
      files.append("links and special files, left out \(NumberText.grouped(special))")
    }
    if failures > 0 { files.append("failed \(NumberText.grouped(failures))") }
    if !files.isEmpty { notes.append(.paragraph("Files: " + files.joined(separator: ", ") + ".")) }
    return notes
  }

  private func octets(_ count: Int) -> String { NumberText.octets(UInt64(count)) }
}

extension MessageResult.Outcome {
  fileprivate var title: String {
    switch self {
    case .converted: "converted"
    case .restored: "restored"
    case .kept: "nothing to do"
    case .refused: "stays as it is"
    case .unfit: "recipe does not fit"
    case .fault: "verification failed"
    }
  }
}

extension FileOutcome {
  fileprivate var title: String {
    switch self {
    case .mail: "with mail"
    case .notMail: "not mail"
    case .empty: "empty"
    case .compressed: "compressed, not looked into"
    case .unfinished: "locks or still being delivered, left out"
    case .leftover: "temporary files of killed runs, removed"
    case .temporary: "temporary files of other runs"
    }
  }
}
