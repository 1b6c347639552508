// SPDX-License-Identifier: Apache-2.0
import Glibc
import LogPipeline
import MIME
import ProviderFindings
import Reports
import SessionLog
import Synchronization

/// How far a run is: one line on standard error, shown when the run takes more than half a second
/// and erased at its end. Any thread may report to it.
final class ProgressDisplay: Sendable {
  enum Choice: String, CaseIterable { case auto, always, never }

  private struct State {
    var inputs = 0
    /// Octets of all of them; nil where that is not known beforehand.
    var octets: UInt64?
    var lastShown = 0.0
  }

  private let isEnabled: Bool
  private let start = ProgressDisplay.clock()
  private let state = Mutex(State())
  /// What is counted besides files and octets.
  private let counted: String

  init(_ choice: Choice, quiet: Bool, counting counted: String = "sessions") {
    self.counted = counted
    switch choice {
    case .always: isEnabled = true
    case .never: isEnabled = false
    case .auto: isEnabled = !quiet && StandardError.isTerminal
    }
  }

  /// Says how many inputs there are, and how many octets if that is known. Asks for them only where they are shown.
  func expect(inputs: Int, octets: @autoclosure () -> UInt64? = nil) {
    guard isEnabled else { return }
    let octets = octets()
    state.withLock { state in
      state.inputs = inputs
      state.octets = octets
    }
  }

  func show(_ progress: RunProgress) {
    guard isEnabled else { return }
    let now = ProgressDisplay.clock()
    guard now - start >= 0.5 else { return }
    state.withLock { state in
      guard now - state.lastShown >= 0.1 else { return }
      state.lastShown = now
      let line = ProgressDisplay.line(
        progress, inputs: state.inputs, octets: state.octets, seconds: now - start,
        counting: counted)
      Interrupt.progressIsShown.store(true, ordering: .relaxed)
      StandardError.write("\r\(DisplayWidth.cut(line, to: 79))\u{1B}[K")
    }
  }

  /// Takes the line off the screen.
  func end() {
    guard Interrupt.progressIsShown.exchange(false, ordering: .relaxed) else { return }
    StandardError.write("\r\u{1B}[K")
  }

  /// `1,204/5,000 files  24 %  12.3 MB  611 sessions  98.1 MB/s  4s left`. Share and time left are known where the
  /// octets are, or else where there are several files, on the assumption that they are of one size.
  static func line(
    _ progress: RunProgress, inputs: Int, octets: UInt64?, seconds: Double,
    counting counted: String
  ) -> String {
    var done = inputs > 1 ? Double(progress.inputs) / Double(inputs) : 0
    // A file that grows while it is read proves the number wrong.
    if let octets, octets > 0, progress.octets <= octets {
      done = Double(progress.octets) / Double(octets)
    }
    var parts = [
      "\(NumberText.grouped(progress.inputs))/\(NumberText.grouped(inputs)) files",
      NumberText.octets(progress.octets), "\(NumberText.grouped(progress.sessions)) \(counted)",
      "\(NumberText.octets(UInt64(Double(progress.octets) / max(seconds, 0.001))))/s",
    ]
    if done > 0 { parts.insert("\(Int(done * 100)) %", at: 1) }
    if done > 0, done < 1 {
      // Whole seconds: it is an estimate.
      let left = Int64(min(seconds / done * (1 - done), 1e9).rounded(.up))
      parts.append(left < 60 ? "\(left)s left" : "\(NumberText.duration(left * 1_000_000)) left")
    }
    return parts.joined(separator: "  ")
  }

  /// What the run took: `24 files, 1.4 MB in 0.142s`.
  func account(of coverage: Coverage) -> String {
    let seconds = ProgressDisplay.clock() - start
    return "\(NumberText.grouped(coverage.files)) files, \(NumberText.octets(coverage.scan.octets))"
      + " in \(NumberText.duration(Int64(seconds * 1_000_000)))"
  }

  /// What a run over mail took: `35 files, 37 messages, 13.6 kB in 0.012s`.
  func account(of measurement: Measurement) -> String {
    account(
      files: measurement.coverage.files, messages: measurement.tally.total.messages,
      octets: measurement.coverage.octets)
  }

  func account(files: Int, messages: Int, octets: Int) -> String {
    let seconds = ProgressDisplay.clock() - start
    return "\(NumberText.counted(files, "file")), \(NumberText.counted(messages, "message")), "
      + "\(NumberText.octets(UInt64(max(0, octets))))"
      + " in \(NumberText.duration(Int64(seconds * 1_000_000)))"
  }

  private static func clock() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
