// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The order of file names: by their octets, the same in every locale.
enum NameOrder {
  /// Sorts offsets of names that end in NUL by the names at these offsets.
  static func sort(_ starts: inout [UInt32], ofNamesIn buffer: [UInt8]) {
    precondition(starts.isEmpty || buffer.last == 0)
    unsafe buffer.withUnsafeBytes { octets in
      let names = unsafe octets.assumingMemoryBound(to: CChar.self)
      guard let base = names.baseAddress else { return }
      // `strcmp` compares as unsigned octets, whatever the sign of C's characters.
      starts.sort { unsafe strcmp(base + Int($0), base + Int($1)) < 0 }
    }
  }
}
