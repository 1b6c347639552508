// SPDX-License-Identifier: Apache-2.0

/// The header section of one entity, held until it is known whether it has a recipe.
struct RestoredHeader: Sendable {
  /// Its octets so far.
  private(set) var octets: [UInt8] = []
  /// Line end of the empty line at its end; nil until that was met.
  private(set) var lineEnd: Base64Layout.LineEnd?
  /// Recipes so far.
  private(set) var recipeCount = 0

  private struct Field: Sendable {
    var name: FieldName
    var start: Int
    var end: Int
  }

  /// The recipe and transfer encoding fields.
  private var fields: [Field] = []
  /// The field under way is one of `fields`.
  private var isInField = false
  /// Fields begun so far, and what that was at each of `fields`.
  private var fieldCount = 0
  private var numbers: [Int] = []

  /// Longer header sections are never converted: they would have to be held in memory.
  static let octetLimit = 1 << 20

  var isFull: Bool { octets.count > Self.octetLimit }

  mutating func begin() {
    octets.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    lineEnd = nil
    recipeCount = 0
    isInField = false
    fieldCount = 0
  }

  mutating func beginField(_ name: FieldName) {
    fieldCount += 1
    isInField = name == .contentTransferRecipe || name == .contentTransferEncoding
    guard isInField else { return }
    if name == .contentTransferRecipe { recipeCount += 1 }
    isInField = fields.count < 4
    guard isInField else { return }
    fields.append(Field(name: name, start: octets.count, end: octets.count))
    numbers.append(fieldCount)
  }

  mutating func endField() { isInField = false }

  /// Takes note of the empty line at the end.
  mutating func endSection(_ line: Span<UInt8>) {
    isInField = false
    lineEnd = line.count == 2 ? .crlf : .lf
  }

  mutating func take(_ line: Span<UInt8>) {
    octets.write(line)
    if isInField, !fields.isEmpty { fields[fields.count - 1].end = octets.count }
  }

  /// The recipe: the only one, directly before the only Content-Transfer-Encoding field.
  func recipe() throws(RecipeMismatch.Kind) -> TransferRecipe {
    guard recipeCount == 1 else { throw .twice }
    guard lineEnd != nil else { throw .header }
    guard fields.count == 2, fields[0].name == .contentTransferRecipe,
      numbers[0] + 1 == numbers[1], fields[0].end == fields[1].start
    else { throw .misplaced }
    let field = octets[fields[0].start..<fields[0].end]
    guard let colon = field.firstIndex(of: Octet.colon) else { throw .malformed }
    return try TransferRecipe.parse(field[(colon + 1)...])
  }

  /// What stands before the recipe, and what behind the field that follows it.
  func octetsAroundRecipe() -> (before: [UInt8], after: [UInt8]) {
    guard fields.count == 2 else { return (octets, []) }
    return (Array(octets[..<fields[0].start]), Array(octets[fields[1].end...]))
  }
}
