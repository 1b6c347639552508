// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Where files go that live no longer than the program.
package enum TemporaryFolder {
  /// `$TMPDIR`, else `/tmp`.
  package static let path: String = {
    let variable = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    return variable.isEmpty ? "/tmp" : variable
  }()
}
