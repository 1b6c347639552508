// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The files in which unsafe code may stand: fast stages, each with a plain safe twin as its test
/// oracle, and edges to C. Adding one is a decision, so it is a line here.
let filesWithUnsafeCode: Set<String> = [
  "Sources/LogPipeline/Monitor.swift",
  "Sources/LogPipeline/TemporaryFile.swift",
  "Sources/MIME/Conversion/OctetChecksum.swift",
  "Sources/MIME/Octets/CountingKernel.swift",
  "Sources/MIME/Octets/OctetSearch.swift",
  "Sources/MIME/Syntax/HeaderLineSearch.swift",
  "Sources/MIME/TransferEncoding/Base64Kernel.swift",
  "Sources/MIME/TransferEncoding/QuotedPrintableKernel.swift",
  "Sources/MailTypes/Octets/OctetText.swift",
  "Sources/MailTypes/Octets/OctetWords.swift",
  "Sources/OctetSources/Reading/GzipFrame.swift",
  "Sources/OctetSources/Reading/ISALDecoder.swift",
  "Sources/OctetSources/Reading/ZlibDecoder.swift",
  "Sources/OctetSources/Reading/ZstdDecoder.swift",
  "Sources/OctetSources/Reading/ZstdFrame.swift",
  "Sources/ProviderFindings/Providers/PublicSuffixList.swift",
  "Sources/SessionLog/Dialects/Ghsmtp/Assembly/SessionSlots.swift",
  "Sources/SessionLog/Dialects/Ghsmtp/Records/BlockScanner.swift",
  "Sources/SessionLog/Dialects/Ghsmtp/Records/CallSites.swift",
  "Sources/SessionLog/Dialects/Ghsmtp/Records/FastHeader.swift",
  "Sources/SessionLog/Dialects/Ghsmtp/Records/HeaderSecond.swift",
  "Sources/SessionLog/Dialects/Ghsmtp/Records/RecordInside.swift",
  "Sources/SessionLog/Dialects/Ghsmtp/Records/ThreadFields.swift",
  "Sources/SessionLog/Framing/ColourCodes.swift",
  "Sources/SessionLog/Framing/LineIndex.swift",
  "Sources/SessionLog/Framing/LogBlock.swift",
  "Sources/SessionLog/Framing/OctetComparison.swift",
  "Sources/SessionLog/Framing/OctetMask.swift",
  "Sources/SessionLog/Framing/OctetWord.swift",
  "Sources/SessionLog/Session/SlotList.swift",
  "Sources/SystemCalls/CrashPoint.swift",
  "Sources/SystemCalls/DirectoryListing.swift",
  "Sources/SystemCalls/FileWindow.swift",
  "Sources/SystemCalls/Kernel+Attributes.swift",
  "Sources/SystemCalls/Kernel+Names.swift",
  "Sources/SystemCalls/Kernel+Octets.swift",
  "Sources/SystemCalls/Kernel+Reading.swift",
  "Sources/SystemCalls/Kernel.swift",
  "Sources/SystemCalls/SystemError.swift",
  "Sources/SystemCalls/TemporaryFolder.swift",
  "Sources/SystemCharsets/IconvCharsets.swift",
  "Sources/logscan/Mail/DeflateMeter.swift",
  "Sources/logscan/Mail/SHA256.swift",
  "Sources/logscan/Mail/SystemCryptography.swift",
  "Sources/logscan/Output/OutputFile.swift",
  "Sources/logscan/System/AnonymizeKey.swift",
  "Sources/logscan/System/CodecSpeed.swift",
  "Sources/logscan/System/Descriptor.swift",
  "Sources/logscan/System/Environment.swift",
  "Sources/logscan/System/Interrupt.swift",
  "Sources/logscan/System/ProgressDisplay.swift",
  "Sources/logscan/System/SystemZone.swift",
  "Sources/logscan/System/TextFile.swift",
  "Sources/logscan/System/Version.swift",
  "Tests/OctetSourcesTests/Compressors.swift",
  "Tests/OctetSourcesTests/Pipe.swift",
  "Tests/TestSupport/ChildProcess.swift",
]

extension SourceFile {
  /// Whether the code, comments and texts aside, uses `unsafe` or a type or function of that name.
  var usesUnsafeCode: Bool {
    SwiftText(text).words.contains { word in
      ["unsafe", "Unsafe", "withUnsafe", "_unsafe"].contains { word.hasPrefix($0) }
    }
  }
}

@Suite struct UnsafeCode {
  @Test func `unsafe code stands exactly in the listed files`() throws {
    let files = try SourceFile.all(below: ["Sources", "Tests"]).filter {
      $0.path.hasSuffix(".swift") && !$0.path.hasPrefix("Tests/RepositoryTests/")
    }
    let found = Set(files.filter(\.usesUnsafeCode).map(\.path))
    #expect(found.subtracting(filesWithUnsafeCode).sorted() == [], "not listed")
    #expect(filesWithUnsafeCode.subtracting(found).sorted() == [], "listed in vain")
  }

  @Test(arguments: [
    ("let a = unsafe b", true),
    ("func f(_ p: UnsafeRawPointer)", true),
    ("array.withUnsafeBufferPointer { _ in }", true),
    ("@unsafe struct S {}", true),
    ("let a = 1 // unsafe", false),
    ("let a = \"unsafe\"", false),
    ("/* unsafe */ let a = #\"unsafe \"quoted\" unsafe\"#", false),
    ("let a = \"\\\" unsafe\"", false),
  ])
  func `unsafe code is told from comments and texts`(text: String, isUnsafe: Bool) {
    #expect(SourceFile(path: "A.swift", text: text).usesUnsafeCode == isUnsafe)
  }
}
