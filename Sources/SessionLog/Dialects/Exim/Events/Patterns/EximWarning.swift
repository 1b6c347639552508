// SPDX-License-Identifier: Apache-2.0

/// An ACL noted something and let it pass.
enum EximWarning: EximPattern {
  static let name = "warning"
  static let meaning = "The configuration notes something about a peer and lets it pass."
  static let place = EximPlace.behindHost
  static let openings: [StaticString] = [" Warning: "]
  static let samples = [
    EximSample(
      "H=[203.0.113.241]:36081 I=[198.51.100.25]:25 Warning: suspicious network",
      gives: "peerRemark address=203.0.113.241 port=36081 detail=suspicious network")
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip(" Warning: ") else { return false }
    statement.kind = .peerRemark
    statement.detail = cursor.rest()
    return true
  }
}
