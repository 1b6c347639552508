// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Replays the fuzz corpus: what was ever found stays found.
@Suite struct CorpusTests {
  static let logs = Repository.files(below: "Fuzz/Corpus/Records")
  static let postfix = Repository.files(below: "Fuzz/Corpus/Postfix")
  static let messages = Repository.files(below: "Fuzz/Corpus/Patterns")

  @Test(arguments: logs) func `a log of the corpus breaks no rule`(path: String) throws {
    #expect(ScanInvariants.violation(of: try Repository.octets(path)) == nil)
  }

  @Test(arguments: postfix) func `a log of Postfix breaks no rule`(path: String) throws {
    #expect(PostfixInvariants.violation(of: try Repository.octets(path)) == nil)
  }

  @Test(arguments: messages) func `a message of the corpus breaks no rule`(path: String) throws {
    #expect(PatternInvariants.violation(of: try Repository.octets(path)) == nil)
  }

  @Test func `the corpus is there`() {
    #expect(CorpusTests.logs.count > 10)
    #expect(CorpusTests.messages.count > 20)
    #expect(CorpusTests.postfix.count > 4)
  }
}
