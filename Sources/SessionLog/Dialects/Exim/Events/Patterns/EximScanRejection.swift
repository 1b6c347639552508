// SPDX-License-Identifier: Apache-2.0

/// A message was refused by the function `local_scan`.
enum EximScanRejection: EximPattern {
  static let name = "scan-rejection"
  static let meaning = "A message was refused by local_scan."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["F=<"]
  static let samples = [
    EximSample(
      "F=<a@uni.example> H=mta3.uni.example [203.0.113.42] P=esmtp temporarily rejected by local_scan(): try later",
      id: true,
      gives:
        "refused name=mta3.uni.example address=203.0.113.42 verb=endOfData temporary protocol=esmtp sender=a@uni.example in-transaction detail=local_scan(): try later"
    )
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("F="), let path = EximPath.bracketed(&cursor), cursor.skip(" H="),
      let host = EximHost.read(&cursor)
    else { return false }
    statement.sender = path
    statement.marks.insert(.sender)
    statement.host = host
    statement.readItems(&cursor)
    guard EximRejection.match(&cursor, into: &statement) else { return false }
    return true
  }
}
