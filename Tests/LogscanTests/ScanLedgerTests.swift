// SPDX-License-Identifier: Apache-2.0
import OctetSources
import ProviderFindings
import SessionLog
import Testing

@testable import LogPipeline

@Suite struct ScanLedgerTests {
  @Test func `a line is foreign that no reader of its stream takes`() {
    var ledger = ScanLedger()
    for (own, isFirst) in [(60, true), (30, false)] as [(UInt64, Bool)] {
      var coverage = DialectCoverage()
      coverage.counts.lines = 100
      coverage.counts.records = own
      coverage.counts.foreign = 100 - own
      coverage.duplicateRecords = 1
      ledger.add(coverage, of: 0, isFirst: isFirst)
    }
    let coverage = ledger.coverage(of: InputPlan(paths: [], selecting: .logFiles))
    #expect(coverage.scan.lines == 100)
    #expect(coverage.scan.records == 90)
    #expect(coverage.scan.foreign == 10)
    #expect(coverage.duplicateRecords == 2)
  }
}
