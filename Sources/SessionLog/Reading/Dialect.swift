// SPDX-License-Identifier: Apache-2.0

/// One kind of server whose log can be read.
package struct Dialect: Sendable {
  /// For `--dialect`.
  package let name: String
  private let reader: any (DialectReader & ~Copyable).Type

  package init(_ name: String, _ reader: any (DialectReader & ~Copyable).Type) {
    self.name = name
    self.reader = reader
  }

  package func recognises(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    reader.recognises(text, line)
  }

  /// A reader of this server's logs.
  package func makeReader() -> any DialectReader & ~Copyable { reader.init() }
}
