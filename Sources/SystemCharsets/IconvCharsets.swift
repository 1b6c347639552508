// SPDX-License-Identifier: Apache-2.0
internal import Glibc
public import MIME

/// The character sets that the system's iconv knows.
///
/// It is a module of its own because iconv reads the system's tables, which are files: the MIME library has no input or output.
public struct IconvCharsets: CharsetConverter {
  /// The converter.
  public init() {}

  /// Text of octets; nil where iconv does not know the character set.
  public func text(_ octets: Span<UInt8>, in charset: String) -> String? {
    if let text = BasicCharsets().text(octets, in: charset) { return text }
    guard let name = Self.systemName(charset) else { return nil }
    let descriptor = unsafe iconv_open("UTF-8", name)
    // iconv_open returns -1 for names that it does not know.
    guard Int(bitPattern: descriptor) != -1 else { return nil }
    defer { unsafe _ = iconv_close(descriptor) }
    return unsafe Self.convert(octets, descriptor)
  }

  /// What iconv is asked for. A name comes from a stranger: what is not a name of a character set (RFC 2978 section 2.3), a path or a
  /// conversion mode of iconv, is not passed on.
  static func systemName(_ charset: String) -> String? {
    let name = charset.lowercased()
    guard (1...40).contains(name.utf8.count),
      name.utf8.allSatisfy({ octet in
        (0x61...0x7A).contains(octet) || (0x30...0x39).contains(octet)
          || [0x2D, 0x2E, 0x3A, 0x5F, 0x2B].contains(octet)
      })
    else { return nil }
    return aliases[name] ?? name
  }

  /// Names of mail that glibc does not know, and wider sets that senders mean by a narrower name.
  private static let aliases = [
    "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "x-sjis": "cp932", "shift_jis": "cp932", "x-windows-949": "cp949", "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6", "unicode-1-1-utf-7": "utf-7", "x-mac-roman": "macintosh",
    "windows-31j": "cp932", "x-big5": "big5", "x-euc-jp": "euc-jp", "tis-620": "cp874",
  ]

  /// Converts all octets; one that has no reading becomes U+FFFD.
  private static func convert(_ octets: Span<UInt8>, _ descriptor: iconv_t?) -> String {
    var output: [UInt8] = []
    var room = [CChar](repeating: 0, count: 4096)
    var source = unsafe octets.withUnsafeBufferPointer { unsafe $0.map { CChar(bitPattern: $0) } }
    var rest = source.count
    // At the end the state is brought back, which may write some octets.
    var isAtEnd = false
    while true {
      var failure: Int32 = 0
      var written = 0
      unsafe source.withUnsafeMutableBufferPointer { input in
        unsafe room.withUnsafeMutableBufferPointer { buffer in
          var from = unsafe input.baseAddress.map { unsafe $0 + (input.count - rest) }
          var to = buffer.baseAddress
          var left = buffer.count
          let result =
            if isAtEnd {
              unsafe iconv(descriptor, nil, nil, &to, &left)
            } else {
              unsafe iconv(descriptor, &from, &rest, &to, &left)
            }
          if result == -1 { failure = errno }
          written = buffer.count - left
        }
      }
      for index in 0..<written { output.append(UInt8(bitPattern: room[index])) }
      if failure == E2BIG { continue }
      if failure != 0, !isAtEnd, rest > 0 {
        output += Array("\u{FFFD}".utf8)
        rest -= 1
        continue
      }
      if isAtEnd { break }
      isAtEnd = true
    }
    return String(decoding: output, as: UTF8.self)
  }
}

extension CharsetConverter where Self == IconvCharsets {
  /// The character sets that the system's iconv knows.
  public static var system: IconvCharsets { IconvCharsets() }
}
