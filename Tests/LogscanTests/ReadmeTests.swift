// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The README shows real output: what its commands print today, wherever they read the samples.
@Suite struct ReadmeTests {
  /// A command of a fenced block, and what the block shows of its output.
  private struct Example {
    var command: String
    var lines: [Substring] = []

    /// The output between the places where lines were left out: lines of `…` alone.
    var passages: [[Substring]] {
      lines.split { $0.allSatisfy { $0 == "…" || $0 == " " } && !$0.isEmpty }.map(Array.init)
    }
  }

  /// The fenced blocks that begin with a command, without those about mail that is not among the samples.
  private static func blocks() throws -> [[Example]] {
    let parts = try Repository.text("README.md").split(
      separator: "```", omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count, by: 2).compactMap { place in
      let lines = parts[place].split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      guard lines.first?.hasPrefix("$ ") == true, parts[place].contains(" samples/") else {
        return nil
      }
      return lines.dropLast().reduce(into: [Example]()) { examples, line in
        if line.hasPrefix("$ ") {
          examples.append(Example(command: String(line.dropFirst(2))))
        } else {
          examples[examples.count - 1].lines.append(line)
        }
      }
    }
  }

  @Test func `the output in the README is what its commands print`() throws {
    let blocks = try Self.blocks()
    #expect(blocks.count >= 2)
    for block in blocks {
      try withTemporaryFolder { folder in
        for example in block {
          let command = example.command.replacing("logscan ", with: "$LOGSCAN ", maxReplacements: 1)
          let result = try BuiltProgram.shell(
            "ln -sfn \"$ROOT/samples\" samples && " + command,
            environment: ["TZ": "UTC", "ROOT": Repository.root], in: folder.path)
          #expect(result.exitCode == 0, "\(example.command): \(result.error)")
          var rest = result.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
          for passage in example.passages {
            let place = rest.firstRange(of: passage)
            #expect(
              place != nil, "\(example.command) does not print\n\(passage.joined(separator: "\n"))")
            if let place { rest = rest[place.upperBound...] }
          }
        }
      }
    }
  }
}
