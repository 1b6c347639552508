// SPDX-License-Identifier: Apache-2.0
// Benchmarks of the MIME library, each beside its yardstick in the same run. Processor time of this thread, best of several
// turns taken in alternation; only the ratios mean something on a shared machine.
//
//     MailBench [DIRECTORY]         DIRECTORY: real mail, one message a file, for the rows on small messages
//     MailBench --write DIRECTORY   writes the synthetic messages with attachments, one a file, for `Bench`
//     MailBench --decode DIRECTORY  processor seconds of parse and decode of such files, from memory
import Glibc

let turns = 5
let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.count == 2, arguments[0] == "--write" {
  exit(MailDirectory.write(SyntheticCorpus.attachments(), into: arguments[1]) ? 0 : 1)
}
if arguments.count == 2, arguments[0] == "--decode" {
  let bench = CorpusBench(name: "", messages: MailDirectory.messages(in: arguments[1]))
  print((0..<turns).map { _ in bench.decodingTime() }.min() ?? 0)
  exit(0)
}
yardstickBegin()

var corpora = [("synthetic, attachments of 1 kB to 20 MB", SyntheticCorpus.attachments())]
if let directory = arguments.first {
  corpora.append(("small real messages", MailDirectory.messages(in: directory)))
} else {
  corpora.append(("small synthetic messages", SyntheticCorpus.small()))
}
for (name, messages) in corpora { CorpusBench(name: name, messages: messages).run(turns: turns) }
CodecBench().run(turns: turns)
