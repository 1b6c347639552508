// SPDX-License-Identifier: Apache-2.0
import MIME

/// The file of DKIM key records that `--keys` names.
enum SignatureKeys {
  /// The records of a file; fails at a line that is none, since a key that is passed over would make signatures look
  /// unverifiable.
  static func read(_ path: String) throws(Failure) -> KeyRecords {
    let records = KeyRecords(parsing: Array(try TextFile.read(path).utf8))
    if let problem = records.problems.first {
      throw Failure(
        .usage, "\(path), line \(problem.line)", why: problem.reason.rawValue,
        remedy: "records as 'dig +noall +answer SELECTOR._domainkey.DOMAIN TXT' prints them")
    }
    return records
  }

  /// A verifier for one message.
  static func verifier(
    _ records: KeyRecords, now: Int? = nil
  ) -> SignatureVerifier<SystemCryptography> {
    SignatureVerifier(keys: records, cryptography: SystemCryptography(), now: now)
  }
}
