// SPDX-License-Identifier: Apache-2.0

/// Writes the markup of a page: everything that is not literally markup goes through `text` or `attribute`.
struct Markup {
  private(set) var octets: [UInt8] = []

  init() { octets.reserveCapacity(128 << 10) }

  /// Markup as it is.
  mutating func raw(_ markup: String) { octets.append(contentsOf: markup.utf8) }

  /// Text in which nothing is markup.
  mutating func text(_ text: String) { raw(HTMLPage.escaped(text)) }

  /// An element with text alone.
  mutating func element(_ name: String, _ attributes: String = "", _ content: String) {
    open(name, attributes)
    text(content)
    close(name)
  }

  mutating func open(_ name: String, _ attributes: String = "") {
    raw(attributes.isEmpty ? "<\(name)>" : "<\(name) \(attributes)>")
  }

  mutating func close(_ name: String) { raw("</\(name)>") }

  /// `name="value"` with a value in which nothing ends it.
  static func attribute(_ name: String, _ value: String) -> String {
    "\(name)=\"\(HTMLPage.escaped(value))\""
  }
}
