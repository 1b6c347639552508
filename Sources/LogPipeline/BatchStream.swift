// SPDX-License-Identifier: Apache-2.0
package import OctetSources
package import SessionLog

/// Stages 1 to 4 of ghsmtp's logs: the blocks of one input in order, each with its events in time.
package struct BatchStream: ~Copyable {
  /// Those of the run, which are too large to be fetched for each block.
  private let options: RunOptions
  package private(set) var blocks: BlockStream
  package private(set) var block = LogBlock()
  package private(set) var batch = EventBatch()
  private(set) var years = InputYears()
  private var scanner = BlockScanner()
  private var input = 0
  private var isFirst = true

  package init(_ plan: InputPlan, _ options: RunOptions) {
    self.options = options
    blocks = BlockStream(plan, dialect: options.dialect)
  }

  package mutating func open(_ input: Int) { open(input, years: InputYears()) }

  mutating func open(_ input: Int, years: InputYears) {
    self.input = input
    self.years = years
    blocks.open(input)
    block.removeAll()
    isFirst = true
  }

  package mutating func close() { blocks.close() }

  /// Whether the block is another server's altogether, so that there are no events.
  var hasEvents: Bool { blocks.dialects.hasGhsmtp }

  /// Goes on to the next block. False when nothing is left.
  package mutating func next() -> Bool {
    if !isFirst { block.advance() }
    isFirst = false
    guard blocks.fill(&block) else { return false }
    batch.removeAll()
    guard hasEvents else { return true }
    scanner.scan(block, anchor: years.expectation, into: &batch)
    years.resolve(&batch, of: block, input, from: blocks.source, options)
    return true
  }
}
