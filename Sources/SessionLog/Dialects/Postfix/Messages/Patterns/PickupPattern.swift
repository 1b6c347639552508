// SPDX-License-Identifier: Apache-2.0

/// Mail that was handed in by a program on this machine.
enum PickupPattern: PostfixPattern {
  static let name = "pickup"
  static let meaning = "A message was handed in on this machine."
  static let openings: [StaticString] = ["uid="]
  static let samples = [
    PostfixSample(
      "4jdj0074CWz2yj: uid=0 from=<anna@postbox.example>", from: .pickup, gives: "handedIn",
      "anna@postbox.example")
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    guard cursor.skip("uid="), cursor.number() != nil, cursor.skip(" from=<"),
      cursor.dropEnding(">")
    else { return nil }
    return .handedIn(reversePath: cursor.rest())
  }
}
