// SPDX-License-Identifier: Apache-2.0

/// A compression format, known by the octets it begins with and never by the file's name.
package enum Compression: Equatable, CaseIterable, Sendable {
  case gzip, zstd
  case xz, bzip2, lz4, lzip, compress, zip

  /// Octets that ``init(startOf:)`` looks at, at most. None of the formats has shorter files.
  static let magicLength = 10

  /// What the octets at the start of an input say; nil for an input that is not compressed.
  package init?(startOf octets: borrowing Span<UInt8>) {
    for candidate in Self.allCases where candidate.matches(octets) {
      self = candidate
      return
    }
    return nil
  }

  private func matches(_ octets: borrowing Span<UInt8>) -> Bool {
    func begins(_ magic: UInt8...) -> Bool {
      guard octets.count >= magic.count else { return false }
      for index in magic.indices where octets[index] != magic[index] { return false }
      return true
    }
    switch self {
    // RFC 1952 section 2.3.1: ID1, ID2; CM = 8 is the only method there is.
    case .gzip: return begins(0x1f, 0x8b, 8)
    // RFC 8878 sections 3.1.1 and 3.1.2: a frame, or a skippable frame of one of 16 kinds.
    case .zstd:
      return begins(0x28, 0xb5, 0x2f, 0xfd)
        || (octets.count >= 4 && octets[0] & 0xf0 == 0x50 && octets[1] == 0x2a
          && octets[2] == 0x4d && octets[3] == 0x18)
    case .xz: return begins(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)
    // "BZh", block size, then the first block's mark or that of the end: "BZh" alone is also text.
    case .bzip2:
      guard octets.count >= 10, begins(0x42, 0x5a, 0x68) else { return false }
      return (octets[4] == 0x31 && octets[5] == 0x41 && octets[6] == 0x59)
        || (octets[4] == 0x17 && octets[5] == 0x72 && octets[6] == 0x45)
    case .lz4: return begins(0x04, 0x22, 0x4d, 0x18)
    case .lzip: return begins(0x4c, 0x5a, 0x49, 0x50, 1)
    case .compress: return begins(0x1f, 0x9d)
    case .zip: return begins(0x50, 0x4b, 3, 4)
    }
  }

  /// The name its users know it by.
  package var name: String {
    switch self {
    case .gzip: "gzip"
    case .zstd: "zstd"
    case .xz: "xz"
    case .bzip2: "bzip2"
    case .lz4: "lz4"
    case .lzip: "lzip"
    case .compress: "compress (.Z)"
    case .zip: "zip"
    }
  }

  /// The command that writes the decompressed data to its standard output.
  package var decompressor: String {
    switch self {
    case .gzip, .compress: "gzip -dc"
    case .zstd: "zstd -dc --long=31"
    case .xz: "xz -dc"
    case .bzip2: "bzip2 -dc"
    case .lz4: "lz4 -dc"
    case .lzip: "lzip -dc"
    case .zip: "unzip -p"
    }
  }

  /// The command that says what is wrong with a file.
  package var tester: String? {
    switch self {
    case .gzip: "gzip -tv"
    case .zstd: "zstd -t"
    case .xz, .bzip2, .lz4, .lzip, .compress, .zip: nil
    }
  }
}
