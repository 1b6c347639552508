// SPDX-License-Identifier: Apache-2.0
import SessionLog
import TestSupport
import Testing

/// A sample with the pattern whose sample it is.
struct PostfixPatternSample: CustomTestStringConvertible, Sendable {
  var pattern: any PostfixPattern.Type
  var sample: PostfixSample

  var testDescription: String { "\(pattern.name): \(sample.message.debugDescription)" }
  /// The message with severity and queue id taken off.
  var message: PostfixMessage { PostfixMessage.read(Array(sample.message.utf8).span) }
  var text: [UInt8] { Array(Array(sample.message.utf8)[message.text.indices]) }
  var context: PostfixContext {
    PostfixContext(
      daemon: sample.daemon, severity: message.severity, hasQueueID: !message.queueID.isEmpty)
  }

  static let all: [PostfixPatternSample] = PostfixCatalogue.patterns.flatMap { pattern in
    pattern.samples.map { PostfixPatternSample(pattern: pattern, sample: $0) }
  }
}

@Suite struct PostfixPatternTests {
  @Test(arguments: PostfixPatternSample.all)
  func `a sample gives the event and the texts that it promises`(
    _ sample: PostfixPatternSample
  ) throws {
    let text = sample.text
    let matched = PostfixCatalogue.match(text.span, from: sample.context)
    let event = try #require(matched)
    let description = PostfixEventDescription(event, of: text)
    #expect(description.name == sample.sample.event)
    #expect(description.texts == sample.sample.texts)
  }

  @Test(arguments: PostfixPatternSample.all)
  func `no other pattern takes a sample`(_ sample: PostfixPatternSample) {
    let text = sample.text
    let takers = PostfixCatalogue.patterns.filter {
      $0.match(text.span, from: sample.context) != nil
    }
    #expect(takers.map { $0.name } == [sample.pattern.name])
  }

  @Test(arguments: PostfixPatternSample.all)
  func `a sample is recognised where the daemon's name is lost`(_ sample: PostfixPatternSample) {
    let text = sample.text
    var context = sample.context
    context.daemon = .unnamed
    let named = PostfixCatalogue.match(text.span, from: sample.context)
    let unnamed = PostfixCatalogue.match(text.span, from: context)
    #expect(unnamed == named)
  }

  @Test(arguments: PostfixPatternSample.all)
  func `a sample that is cut anywhere does no harm`(_ sample: PostfixPatternSample) {
    let text = sample.text
    for end in text.indices {
      let part = Array(text[..<end])
      guard let event = PostfixCatalogue.match(part.span, from: sample.context) else { continue }
      for range in PostfixEventDescription(event, of: part).ranges { #expect(range.end <= end) }
    }
  }

  @Test(arguments: PostfixCatalogue.patterns.indices)
  func `each opening begins a sample, and each sample has an opening`(_ index: Int) {
    let pattern = PostfixCatalogue.patterns[index]
    let openings = pattern.openings.map { String(describing: $0) }
    let texts = pattern.samples.map { sample in
      String(
        decoding: PostfixPatternSample(pattern: pattern, sample: sample).text, as: UTF8.self)
    }
    for opening in openings {
      #expect(texts.contains { $0.hasPrefix(opening) }, "\(opening)")
    }
    for text in texts { #expect(openings.contains { text.hasPrefix($0) }, "\(text)") }
  }

  @Test func `names of patterns are distinct`() {
    let names = PostfixCatalogue.patterns.map { $0.name }
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: [
    "", " ", "connect from", "connect from x", "client=", "disconnect from x[192.0.2.1", "to=<a>",
    "from=<a>", "reject: ", "reject: RCPT", "removed by hand", "host x", "PASS 192.0.2.1",
  ])
  func `a message that only resembles a known one is not recognised`(_ text: String) {
    let octets = Array(text.utf8)
    let context = PostfixContext(daemon: .smtpd, severity: .info, hasQueueID: true)
    let event = PostfixCatalogue.match(octets.span, from: context)
    #expect(event == nil)
  }

  @Test(arguments: [
    ("54013: removed", "54013"), ("3F1A21C0D7: removed", "3F1A21C0D7"),
    ("4jdj012Sgmz2yx: removed", "4jdj012Sgmz2yx"), ("NOQUEUE: reject: x", ""),
    ("warning: 4jdj012Sgmz2yx: x", "4jdj012Sgmz2yx"), ("statistics: x", ""), ("reload: x", ""),
    ("1234: removed", ""), ("abcdef: removed", ""), ("DEADBEEF:removed", ""),
  ])
  func `a queue id of either form is found`(_ message: String, _ id: String) {
    let octets = Array(message.utf8)
    let range = PostfixMessage.read(octets.span).queueID
    #expect(String(decoding: octets[range.indices], as: UTF8.self) == id)
  }

  @Test func `a repetition is its message several times`() {
    let octets = Array("message repeated 3 times: [ NOQUEUE: reject: x]".utf8)
    let message = PostfixMessage.read(octets.span)
    #expect(message.copies == 3)
    #expect(message.isBeforeQueue)
    #expect(String(decoding: octets[message.text.indices], as: UTF8.self) == "reject: x")
  }
}
