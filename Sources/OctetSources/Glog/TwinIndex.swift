// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Knows the INFO files of one directory, and so which WARNING, ERROR and FATAL files need not be
/// read: glog writes a record into the file of its own severity and into those of all lower ones,
/// so the INFO file of the same process holds everything that its *twins* hold.
///
/// A twin is created at the first record of its severity, up to hours after the INFO file. Process
/// ids recur after days, so its INFO file is the latest of that process id that is not younger, and
/// not more than ``longestSession`` older. To take a twin for an ordinary file costs only time, since
/// its records are dropped as duplicates later; to take an ordinary file for a twin would lose data.
struct TwinIndex {
  /// Seconds between the creation of an INFO file and of the last of its twins.
  static let longestSession = 86_400

  /// One INFO file each, packed to be sorted fast: 10 bits owner, 22 bits process id (Linux's
  /// `PID_MAX_LIMIT`), 32 bits creation time.
  private var infoFiles: [UInt64] = []
  private var isSorted = true
  /// Numbers of the owners (program, host and user), by hash of their octets.
  private var owners: [UInt64: UInt64] = [:]

  /// Forgets everything, before another directory.
  mutating func removeAll() {
    infoFiles.removeAll(keepingCapacity: true)
    isSorted = true
    owners.removeAll(keepingCapacity: true)
  }

  /// Notes a file of the directory; only INFO files matter.
  mutating func note(_ name: borrowing Span<UInt8>) {
    guard let parsed = GlogFileName(name), parsed.severity == .info else { return }
    let hash = Self.hash(name, parsed.owner)
    let owner = owners[hash] ?? UInt64(owners.count)
    guard let key = Self.key(owner: owner, parsed) else { return }
    owners[hash] = owner
    infoFiles.append(key)
    isSorted = false
  }

  /// Whether everything in this file stands in the INFO file of the same process as well.
  mutating func isTwin(_ name: borrowing Span<UInt8>) -> Bool {
    guard !infoFiles.isEmpty, let severity = GlogFileName.severity(of: name),
      severity != .info, let parsed = GlogFileName(name),
      let owner = owners[Self.hash(name, parsed.owner)],
      let key = Self.key(owner: owner, parsed)
    else { return false }
    if !isSorted {
      infoFiles.sort()
      isSorted = true
    }
    guard let latest = lastInfoFile(notAfter: key) else { return false }
    return latest >> 32 == key >> 32 && key - latest <= UInt64(Self.longestSession)
  }

  private func lastInfoFile(notAfter key: UInt64) -> UInt64? {
    let behind = infoFiles.partitioningIndex { $0 > key }
    return behind > 0 ? infoFiles[behind - 1] : nil
  }

  /// Nil where a part does not fit: such a file has no twins, and is read.
  private static func key(owner: UInt64, _ name: GlogFileName) -> UInt64? {
    // Without date and pid in the names, one file of each severity is all there is.
    let seconds = name.created?.seconds ?? 0
    let pid = UInt64(name.pid ?? 0)
    guard owner < 1 << 10, pid < 1 << 22, let time = UInt32(exactly: seconds) else { return nil }
    return owner << 54 | pid << 32 | UInt64(time)
  }

  /// Two owners of one hash would merely share a number.
  private static func hash(_ name: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    OctetHash.fast(name.extracting(range))
  }
}
