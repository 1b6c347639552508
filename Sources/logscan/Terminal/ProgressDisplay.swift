// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProviderFindings
import Reports
import SessionLog
import Synchronization

/// How far a run is: one line on standard error, shown when the run takes more than half a second
/// and erased at its end. May be told from any thread.
final class ProgressDisplay: Sendable {
  enum Choice: String, CaseIterable { case auto, always, never }

  private struct State {
    var inputs = 0
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

  /// Says how many inputs there are.
  func expect(inputs: Int) { state.withLock { $0.inputs = inputs } }

  func show(_ progress: RunProgress) {
    guard isEnabled else { return }
    let now = ProgressDisplay.clock()
    guard now - start >= 0.5 else { return }
    state.withLock { state in
      guard now - state.lastShown >= 0.1 else { return }
      state.lastShown = now
      let line = ProgressDisplay.line(
        progress, inputs: state.inputs, seconds: now - start, counting: counted)
      Interrupt.progressIsShown.store(true, ordering: .relaxed)
      StandardError.write("\r\(DisplayWidth.cut(line, to: 79))\u{1B}[K")
    }
  }

  /// Takes the line off the screen.
  func end() {
    guard Interrupt.progressIsShown.exchange(false, ordering: .relaxed) else { return }
    StandardError.write("\r\u{1B}[K")
  }

  /// `1,204/5,000 files  12.3 MB  611 sessions  98.1 MB/s  3.2s left`. The time left is known where
  /// there are several files, on the assumption that they are of one size.
  static func line(
    _ progress: RunProgress, inputs: Int, seconds: Double, counting counted: String
  ) -> String {
    var parts = [
      "\(NumberText.grouped(progress.inputs))/\(NumberText.grouped(inputs)) files",
      NumberText.octets(progress.octets), "\(NumberText.grouped(progress.sessions)) \(counted)",
      "\(NumberText.octets(UInt64(Double(progress.octets) / max(seconds, 0.001))))/s",
    ]
    if progress.inputs > 0, progress.inputs < inputs {
      let left = seconds / Double(progress.inputs) * Double(inputs - progress.inputs)
      parts.append("\(NumberText.duration(Int64(left * 1_000_000))) left")
    }
    return parts.joined(separator: "  ")
  }

  /// What the run took: `24 files, 1.4 MB in 0.142s`.
  func account(of coverage: Coverage) -> String {
    let seconds = ProgressDisplay.clock() - start
    return "\(NumberText.grouped(coverage.files)) files, \(NumberText.octets(coverage.scan.octets))"
      + " in \(NumberText.duration(Int64(seconds * 1_000_000)))"
  }

  private static func clock() -> Double {
    var now = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
