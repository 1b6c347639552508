// SPDX-License-Identifier: Apache-2.0
internal import MIME

/// Hands octets on to a file, if there is one, and takes their checksum on the way: what is read back from the file is held
/// against it.
struct ChecksummedWriter: OctetSink {
  private let writer: StoreWriter?
  private(set) var checksum = OctetChecksum()

  init(_ writer: StoreWriter?) { self.writer = writer }

  mutating func write(_ octets: Span<UInt8>) {
    checksum.add(octets)
    writer?.write(octets)
  }
}
