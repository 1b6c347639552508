// SPDX-License-Identifier: Apache-2.0
package import MIME

/// A message's tree as text: an entry for each entity, its defects below it. No line is wider than a terminal.
package enum EntityTreeText {
  /// Columns of the text.
  private static let width = 80

  /// A line broken at blanks, what follows set in further than its beginning.
  private static func fitted(_ text: String) -> String {
    // Where parts lie deep in each other, their depth is cut off before their text is.
    let depth = text.prefix { $0 == " " }
    let lead = depth.prefix(width / 2 - 4)
    let room = width - lead.count - 4
    let first = DisplayWidth.lines(of: String(text.dropFirst(depth.count)), width: room)
    return first.enumerated().map { index, line in
      lead + (index == 0 ? "" : "    ") + line + "\n"
    }.joined()
  }

  /// Renders a message that begins at an offset of a file; its subject, and the recipes of its entities, are text already.
  package static func render(
    _ tree: EntityTree, file: String, message: Int, at offset: Int, subject: String,
    recipes: [Int: String] = [:]
  ) -> String {
    let octets = tree.octets
    var text = """
      \(DisplayWidth.printable(file)) message \(message): \(NumberText.octetsExactly(UInt64(tree.octetCount))) from \
      offset \(offset)
        header sections \(octets.header), bodies \(octets.body), structure \(octets.structure)\
      \(octets.unparsed > 0 ? ", not parsed \(octets.unparsed)" : "")

      """
    if !subject.isEmpty { text += "  subject: \(DisplayWidth.printable(subject))\n" }
    for (index, entity) in tree.entities.enumerated() {
      text += lines(of: entity, recipe: recipes[index])
    }
    if tree.omittedCount > 0 { text += "  … and \(tree.omittedCount) further entities\n" }
    if tree.omittedNotes > 0 { text += "  … and \(tree.omittedNotes) further defects\n" }
    for defect in tree.defects { text += "  ! \(defect.kind.rawValue) at \(defect.place)\n" }
    return text.split(separator: "\n").map { fitted(String($0)) }.joined()
  }

  private static func lines(of entity: Entity, recipe: String?) -> String {
    let head = entity.head
    let indent = String(repeating: "  ", count: head.depth + 1)
    let path = head.path.description
    var line = "\(indent)\(path.isEmpty || head.kind == .multipart ? "-" : path) "
    line += DisplayWidth.printable(head.type.essence)
    line += " \(head.encoding.map { DisplayWidth.printable($0.token) } ?? "(7bit)")"
    line += " header \(range(entity.header)) body \(range(entity.body))"
    if head.kind == .leaf {
      line += " encoded \(entity.size.encoded)"
      if entity.size.decoded != entity.size.encoded { line += " decoded \(entity.size.decoded)" }
    }
    if let layout = entity.layout {
      let end = layout.lineEnd == .crlf ? "CRLF" : "LF"
      line += " lines of \(layout.width) \(end), \(layout.finalLineEnds) final"
    } else if let irregularity = entity.irregularity {
      line += " irregular: \(irregularity.rawValue)"
    }
    line += "\n"
    if let recipe { line += "\(indent)  converted; recipe: \(DisplayWidth.printable(recipe))\n" }
    for defect in entity.defects {
      line += "\(indent)  ! \(defect.kind.rawValue) at \(defect.place)\n"
    }
    return line
  }

  private static func range(_ range: Range<Int>) -> String {
    "\(range.lowerBound)..<\(range.upperBound)"
  }
}
