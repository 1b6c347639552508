// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The library under test is a link into the main package, so that its package access holds here too.
let borrowing = strict + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
  name: "benchmarks",
  targets: [
    .executableTarget(name: "LogGenerator", swiftSettings: strict),
    .executableTarget(name: "Bench", swiftSettings: strict),
    .systemLibrary(
      name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
    .target(name: "GMimeYardstick", dependencies: ["CGMime"]),
    .target(name: "CTransferCoding"),
    .target(
      name: "MIME", dependencies: ["CTransferCoding"], swiftSettings: borrowing),
    .executableTarget(
      name: "MailBench", dependencies: ["MIME", "GMimeYardstick"], swiftSettings: strict),
  ]
)
