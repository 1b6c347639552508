// SPDX-License-Identifier: Apache-2.0
import SessionLog

@testable import ProviderFindings

extension LogTally {
  /// The tally of some sessions.
  init(_ sessions: [Session], limits: TallyLimits = TallyLimits()) {
    self.init(limits: limits)
    var directory = ProviderDirectory()
    for session in sessions { add(session, in: &directory) }
  }
}

extension FindingInput {
  init(_ sessions: [Session], window: Int64 = Summary.defaultFallbackWindow) {
    self.init(LogTally(sessions), fallbackWindow: window)
  }
}
