// SPDX-License-Identifier: Apache-2.0

/// Reads a page of HTML as strictly as XML, but for the elements that HTML never closes.
enum MarkupCheck {
  private static let void: Set<Substring> = ["meta", "br"]

  /// The names of all elements in order; nil where a tag is not closed, closes another one, or holds
  /// anything but attributes in quotation marks.
  static func elements(of page: String) -> [Substring]? {
    guard page.hasPrefix("<!DOCTYPE html>\n") else { return nil }
    var rest = page.dropFirst("<!DOCTYPE html>".count)
    var names: [Substring] = []
    var open: [Substring] = []
    while let begin = rest.firstIndex(of: "<") {
      guard let end = rest[begin...].firstIndex(of: ">") else { return nil }
      let tag = rest[rest.index(after: begin)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return nil }
        continue
      }
      let name = tag.prefix { $0 != " " && $0 != "/" }
      guard !name.isEmpty, name.allSatisfy({ $0.isLowercase || $0.isNumber }),
        areAttributes(tag.dropFirst(name.count))
      else { return nil }
      names.append(name)
      if !void.contains(name), !tag.hasSuffix("/") { open.append(name) }
    }
    return open.isEmpty && !rest.contains(">") ? names : nil
  }

  /// `*( SP name "=" DQUOTE value DQUOTE ) [ "/" ]`
  private static func areAttributes(_ text: Substring) -> Bool {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard !parts.count.isMultiple(of: 2), let last = parts.last, last.isEmpty || last == "/" else {
      return false
    }
    return stride(from: 0, to: parts.count - 1, by: 2).allSatisfy { index in
      let name = parts[index]
      return name.hasPrefix(" ") && name.hasSuffix("=")
        && name.dropFirst().dropLast().allSatisfy { $0.isLowercase || $0 == "-" }
    }
  }
}
