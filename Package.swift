// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Settings of every target: language mode 6, no warnings, every unsafe expression spelled out.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Settings of the modules whose fast stages borrow their input (`~Escapable` views).
let borrowing: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

/// ISA-L decompresses gzip in half of zlib's time. It is not on every system: where it is missing, zlib does it all.
let hasISAL = ["/usr/include", "/usr/local/include"].contains {
  access("\($0)/isa-l/igzip_lib.h", R_OK) == 0
}

/// What the Makefile says of the commit; a build without it does not name one.
let commit = (Context.environment["LOGSCAN_COMMIT"] ?? "").filter { $0.isHexDigit || $0 == "+" }

let package = Package(
  name: "logscan",
  products: [
    .library(name: "MIME", targets: ["MIME", "SystemCharsets"]),
    .executable(name: "logscan", targets: ["logscan"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CSystemCalls"),
    .target(name: "CTransferCoding"),
    .target(
      name: "CBuildFacts",
      cSettings: commit.isEmpty ? [] : [.define("LOGSCAN_COMMIT", to: "\"\(commit)\"")]),

    .target(name: "MailTypes", swiftSettings: strict),
    .target(
      name: "SystemCalls", dependencies: ["CSystemCalls"], swiftSettings: strict),
    .target(
      name: "MIME", dependencies: ["MailTypes", "CTransferCoding"], swiftSettings: borrowing),
    .target(name: "SystemCharsets", dependencies: ["MIME"], swiftSettings: strict),
    .target(
      name: "OctetSources",
      dependencies: ["MailTypes", "SystemCalls", "CZlib", "CZstd"] + (hasISAL ? ["CISAL"] : []),
      swiftSettings: strict + (hasISAL ? [.define("ISAL")] : [])),
    .target(
      name: "MailStores", dependencies: ["SystemCalls", "OctetSources", "MIME"],
      swiftSettings: strict),
    .target(
      name: "MailCost", dependencies: ["MailTypes"],
      resources: [.embedInCode("CostParameters.csv")], swiftSettings: strict),
    .target(name: "SessionLog", dependencies: ["MailTypes"], swiftSettings: borrowing),
    .target(
      name: "ProviderFindings", dependencies: ["SessionLog", "MailTypes", "CPSL"],
      resources: [.embedInCode("Providers/Providers.csv")], swiftSettings: strict),
    .target(
      name: "PeerRegister", dependencies: ["ProviderFindings", "SessionLog", "MailTypes"],
      swiftSettings: strict),
    .target(
      name: "LogPipeline",
      dependencies: [
        "PeerRegister", "ProviderFindings", "SessionLog", "OctetSources", "SystemCalls",
        "MailTypes",
      ],
      swiftSettings: borrowing),
    .target(
      name: "Reports",
      dependencies: [
        "MailCost", "PeerRegister", "ProviderFindings", "SessionLog", "MailTypes", "MIME",
      ],
      swiftSettings: strict),
    .target(
      name: "History",
      dependencies: [
        "PeerRegister", "ProviderFindings", "SessionLog", "MailTypes", "SystemCalls",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "logscan",
      dependencies: [
        "History", "Reports", "LogPipeline", "MailCost", "PeerRegister", "ProviderFindings",
        "SessionLog",
        "OctetSources",
        "MailStores", "MIME", "MailTypes", "SystemCalls", "CBuildFacts", "COpenSSL", "CPSL",
        "CZlib", "CZstd",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "MailTypesTests", dependencies: ["MailTypes", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "SystemCallsTests", dependencies: ["SystemCalls", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MIMETests", dependencies: ["MIME", "SystemCharsets", "TestSupport"],
      exclude: ["Conversion/Golden"],
      swiftSettings: borrowing),
    // The snippets of the documentation, compiled as a stranger's code: without package access.
    .testTarget(
      name: "MIMESnippetTests", dependencies: ["MIME", "SystemCharsets"], packageAccess: false,
      swiftSettings: strict),
    .testTarget(
      name: "OctetSourcesTests",
      dependencies: ["OctetSources", "SystemCalls", "CZlib", "CZstd", "TestSupport"],
      swiftSettings: strict + (hasISAL ? [.define("ISAL")] : [])),
    .testTarget(
      name: "MailStoresTests",
      dependencies: ["MailStores", "OctetSources", "SystemCalls", "MIME", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MailCostTests", dependencies: ["MailCost"], swiftSettings: strict),
    .testTarget(
      name: "SessionLogTests", dependencies: ["SessionLog", "MailTypes", "TestSupport"],
      exclude: ["Sessions/Golden"],
      swiftSettings: borrowing),
    .target(
      name: "SessionFixtures", dependencies: ["SessionLog", "MailTypes", "TestSupport"],
      path: "Tests/SessionFixtures", swiftSettings: strict),
    .testTarget(
      name: "ProviderFindingsTests",
      dependencies: [
        "PeerRegister", "ProviderFindings", "SessionLog", "MailTypes", "SessionFixtures",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PeerRegisterTests",
      dependencies: [
        "PeerRegister", "ProviderFindings", "SessionLog", "MailTypes", "SessionFixtures",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "ProviderFindings", "SessionLog", "MailTypes", "SessionFixtures", "TestSupport",
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "LogscanTests",
      dependencies: [
        "logscan", "LogPipeline", "MailCost", "OctetSources", "ProviderFindings", "Reports",
        "SessionLog", "MIME", "TestSupport",
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "RepositoryTests",
      dependencies: ["SessionLog", "ProviderFindings", "Reports", "TestSupport"],
      swiftSettings: strict),
  ]
)
