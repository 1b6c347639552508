// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// The sources under test are links into the main package, so that they are instrumented, and so
// that what has package access there has it here.
let instrumented: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
]
let target: [SwiftSetting] = instrumented + [.unsafeFlags(["-parse-as-library"])]
let linked: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]

let package = Package(
  name: "fuzz",
  targets: [
    .target(name: "MailTypes", swiftSettings: instrumented),
    .target(name: "SessionLog", dependencies: ["MailTypes"], swiftSettings: instrumented),
    .systemLibrary(name: "CPSL", pkgConfig: "libpsl"),
    .target(
      name: "ProviderFindings", dependencies: ["SessionLog", "MailTypes", "CPSL"],
      resources: [.embedInCode("Providers/Providers.csv")], swiftSettings: instrumented),
    .target(
      name: "CTransferCoding", cSettings: [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]),
    .target(
      name: "MIME", dependencies: ["MailTypes", "CTransferCoding"], swiftSettings: instrumented),
    .executableTarget(
      name: "FuzzMail", dependencies: ["MIME"], swiftSettings: target, linkerSettings: linked),
    .executableTarget(
      name: "FuzzConversion", dependencies: ["MIME"], swiftSettings: target, linkerSettings: linked),
    .executableTarget(
      name: "FuzzRecords", dependencies: ["SessionLog"], swiftSettings: target,
      linkerSettings: linked),
    .executableTarget(
      name: "FuzzExim", dependencies: ["SessionLog"], swiftSettings: target,
      linkerSettings: linked),
    .executableTarget(
      name: "FuzzPostfix", dependencies: ["SessionLog"], swiftSettings: target,
      linkerSettings: linked),
    .executableTarget(
      name: "FuzzDamage", dependencies: ["SessionLog", "ProviderFindings"], swiftSettings: target,
      linkerSettings: linked),
    .executableTarget(
      name: "FuzzPatterns", dependencies: ["SessionLog"], swiftSettings: target,
      linkerSettings: linked),
  ]
)
