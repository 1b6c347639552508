// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Messages made to exhaust readers: memory stays bounded whatever their size. That time is linear is shown by the counts of
/// events in `EventCountTests`.
@Suite(
  .serialized,
  .enabled(if: BuiltProgram.canMeasureMemory, "python3 measures the memory of a program"))
struct HostileMailTests {
  private static let limit = 64 << 20

  /// Names and the shell that makes each message.
  private static let messages = [
    (
      "20,000 nested parts",
      """
      awk 'BEGIN { print "From: a@b.example\\nMIME-Version: 1.0"; for (i = 0; i < 20000; i++)
        printf "Content-Type: multipart/mixed; boundary=b%d\\n\\n--b%d\\n", i, i;
        print "Content-Type: text/plain\\n\\nx" }'
      """
    ),
    (
      "500,000 parts",
      """
      awk 'BEGIN { print "From: a@b.example\\nMIME-Version: 1.0\\nContent-Type: multipart/mixed; boundary=b\\n";
        for (i = 0; i < 500000; i++) print "--b\\n\\nx"; print "--b--" }'
      """
    ),
    (
      "500,000 header fields",
      """
      awk 'BEGIN { print "From: a@b.example"; for (i = 0; i < 500000; i++) print "X-F: y"; print "\\nx" }'
      """
    ),
    (
      "a line of 100 MB",
      "printf 'From: a@b.example\\n\\n'; head -c 100000000 /dev/zero | tr '\\0' a"
    ),
    (
      "a header field of 100 MB",
      "printf 'From: a@b.example\\nX: '; head -c 100000000 /dev/zero | tr '\\0' a"
    ),
    (
      "a base64 line of 100 MB",
      """
      printf 'From: a@b.example\\nMIME-Version: 1.0\\nContent-Transfer-Encoding: base64\\n\\n'
      head -c 100000000 /dev/zero | tr '\\0' a
      """
    ),
    (
      "50,000 parts that might be converted",
      """
      awk 'BEGIN { print "From: a@b.example\\nMIME-Version: 1.0\\nContent-Type: multipart/mixed; boundary=b\\n";
        for (i = 0; i < 600; i++) line = line "QUJD";
        for (i = 0; i < 50000; i++) print "--b\\nContent-Transfer-Encoding: base64\\n\\n" line; print "--b--" }'
      """
    ),
    (
      "a transfer encoding of 100 MB",
      "printf 'From: a@b.example\\nContent-Transfer-Encoding: '; head -c 100000000 /dev/zero | tr '\\0' a"
    ),
  ]

  @Test(arguments: messages)
  func `measuring and planning take little memory for`(name: String, script: String) throws {
    try withTemporaryFolder { folder in
      let made = try BuiltProgram.shell("{ \(script)\n} > m.eml", in: folder.path)
      try #require(made.exitCode == 0, "\(made.error)")
      try expectBounded(["mime", "measure", "--no-cost", "m.eml"], in: folder)
      for domain in ["binary", "7bit"] {
        try expectBounded(["mime", "convert", "--dry-run", "--to", domain, "m.eml"], in: folder)
      }
    }
  }

  @Test func `a sparse file of 1 GB takes little memory`() throws {
    try withTemporaryFolder { folder in
      try folder.write("From: a@b.example\n\n", to: "m.eml")
      let made = try BuiltProgram.shell("truncate -s 1G m.eml", in: folder.path)
      try #require(made.exitCode == 0, "\(made.error)")
      try expectBounded(["mime", "measure", "--no-cost", "m.eml"], in: folder)
      try expectBounded(["mime", "convert", "--dry-run", "--to", "binary", "m.eml"], in: folder)
    }
  }

  private func expectBounded(_ arguments: [String], in folder: Folder) throws {
    let (result, peak) = try BuiltProgram.logscan.peakMemory(arguments, in: folder.path)
    #expect(result.exitCode == 0, "\(result.error)")
    #expect(peak <= Self.limit, "\(arguments)")
  }
}
