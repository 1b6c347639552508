// SPDX-License-Identifier: Apache-2.0
import CBuildFacts
import COpenSSL
import CPSL
import CZlib
import CZstd

/// The program's version, as `--version` says it.
enum Version {
  static let number = "0.1.0"

  /// With the commit that it was built from, where that is known, and the libraries that it runs with.
  static var text: String {
    let commit = unsafe String(cString: logscan_commit())
    let libraries = [
      unsafe "OpenSSL \(String(cString: OpenSSL_version(OPENSSL_VERSION_STRING)))",
      unsafe "zlib \(String(cString: zlibVersion()))",
      unsafe "zstd \(String(cString: ZSTD_versionString()))",
      unsafe "libpsl \(String(cString: psl_get_version()))",
    ]
    let build = commit.isEmpty ? "" : " (\(commit))"
    return "logscan \(number)\(build)\n\(libraries.joined(separator: ", "))"
  }
}
