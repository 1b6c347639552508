// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Processor time of a piece of work on this thread, in seconds.
func processorTime(of work: () -> Void) -> Double {
  let start = now()
  work()
  return now() - start
}

private func now() -> Double {
  var time = timespec()
  _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A number with two decimals.
func shown(_ value: Double) -> String {
  let scaled = Int((value * 100).rounded())
  let rest = scaled % 100
  return "\(scaled / 100).\(rest < 10 ? "0" : "")\(rest)"
}

/// One line: what, octets a second, the ratio and what it must be.
func tell(_ what: String, octets: Int, seconds: Double, ratio: Double, goal: Double) {
  let mark = ratio >= goal ? "ok" : "BELOW"
  print(
    "\(what): \(shown(Double(octets) / seconds / 1e9)) GB/s, \(shown(ratio)) of the yardstick, goal \(shown(goal)): \(mark)"
  )
}
