// SPDX-License-Identifier: Apache-2.0
import CPSL

/// The list of domains under which others can register names (publicsuffix.org), as built into
/// libpsl. Only its ICANN section counts: what a registry sells, not what a hoster gives to its
/// customers (`compute.amazonaws.com`), because behind the latter stands one provider. A top-level
/// domain that is not listed is a suffix itself (the list's prevailing rule `*`), so `.example`
/// works.
enum PublicSuffixList {
  /// Offset in `name` at which its registered domain begins; nil where `name` is a public suffix.
  /// `name` is lower-case, without final dot, and holds no NUL.
  static func registeredDomain(of name: [UInt8]) -> Int? {
    guard !name.isEmpty, !name.contains(0), let list = unsafe psl_builtin() else { return nil }
    let terminated = name + [0]
    return unsafe terminated.withUnsafeBufferPointer { octets -> Int? in
      guard let base = octets.baseAddress else { return nil }
      return unsafe base.withMemoryRebound(to: CChar.self, capacity: octets.count) { text in
        if unsafe psl_is_public_suffix2(list, text, PSL_TYPE_ICANN) != 0 { return nil }
        var start = 0
        while let dot = name[start...].firstIndex(of: UInt8(ascii: ".")) {
          if unsafe psl_is_public_suffix2(list, text + dot + 1, PSL_TYPE_ICANN) != 0 {
            return start
          }
          start = dot + 1
        }
        return start
      }
    }
  }
}
