// SPDX-License-Identifier: Apache-2.0
// Benchmarks of the MIME library, each beside its yardstick in the same run. Processor time of this thread, best of several
// turns taken in alternation; only the ratios mean something on a shared machine.
//
//     MailBench [DIRECTORY]      DIRECTORY: real mail, one message a file, for the rows on small messages
import Glibc

let turns = 5
yardstickBegin()

var corpora = [("synthetic, attachments of 1 kB to 20 MB", SyntheticCorpus.attachments())]
if let directory = CommandLine.arguments.dropFirst().first {
  corpora.append(("small real messages", MailDirectory.messages(in: directory)))
} else {
  corpora.append(("small synthetic messages", SyntheticCorpus.small()))
}
for (name, messages) in corpora { CorpusBench(name: name, messages: messages).run(turns: turns) }
CodecBench().run(turns: turns)
