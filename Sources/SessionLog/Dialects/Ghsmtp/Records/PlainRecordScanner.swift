// SPDX-License-Identifier: Apache-2.0

/// The plain twin of `BlockScanner`: octet by octet, nothing unsafe, nothing remembered from record
/// to record. The tests hold the fast scanner against it.
package struct PlainRecordScanner {
  package init() {}

  /// Makes `batch` hold what the block says.
  package func scan(
    _ block: borrowing LogBlock, anchor: YearAnchor, into batch: inout EventBatch
  ) {
    let text = block.octets
    var reader = RecordReader(
      offset: block.offset, anchor: anchor, continuesRecord: block.continuesRecord, batch: &batch)
    var sites = CallSites()
    var lines = 0
    var start = 0
    for place in 0..<text.count where text[place] == 0x0a {
      lines += 1
      if lines > 1 || !block.beginsInsideLine {
        reader.take(text, start..<place, number: lines, into: &batch, sites: &sites)
        sites.removeAll()
      }
      start = place + 1
    }
    if start < text.count, lines > 0 || !block.beginsInsideLine {
      reader.take(text, start..<text.count, number: lines + 1, into: &batch, sites: &sites)
    }
    reader.finish(
      text, lines: lines, endsInRecord: block.endsInRecord, endsInsideLine: block.endsInsideLine,
      into: &batch)
  }
}
