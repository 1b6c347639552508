// SPDX-License-Identifier: Apache-2.0
import CPSL

/// The list of domains under which others can register names (publicsuffix.org), as built into
/// libpsl. Only its ICANN section counts: what a registry sells, not what a hoster gives to its
/// customers (`compute.amazonaws.com`), because behind the latter stands one provider. A top-level
/// domain that is not listed is a suffix itself (the list's prevailing rule `*`), so `.example`
/// works.
enum PublicSuffixList {
  /// Whether a name is a public suffix. It is lower-case and has no final dot.
  static func contains(_ name: ArraySlice<UInt8>) -> Bool {
    guard !name.contains(0), let list = unsafe psl_builtin() else { return false }
    let terminated = name + [0]
    return unsafe terminated.withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress else { return false }
      return unsafe base.withMemoryRebound(to: CChar.self, capacity: octets.count) {
        unsafe psl_is_public_suffix2(list, $0, PSL_TYPE_ICANN) != 0
      }
    }
  }
}
