// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Reads the tokens of an expression by recursive descent, one function for each rule of the
/// grammar.
struct WhereParser {
  /// Parentheses and negations that may be nested: more than anybody writes, less than the stack.
  private static let depthLimit = 100

  let tokens: [WhereToken]
  /// Column just behind the expression.
  let end: Int
  private var index = 0
  private var depth = 0

  init(tokens: [WhereToken], end: Int) {
    self.tokens = tokens
    self.end = end
  }

  mutating func parse() throws(WhereError) -> WhereExpression.Node {
    if tokens.isEmpty { throw WhereError(column: 1, reason: .empty) }
    let node = try expression()
    if index < tokens.count { throw unexpected(tokens[index]) }
    return node
  }

  private mutating func expression() throws(WhereError) -> WhereExpression.Node {
    var node = try conjunction()
    while takeKeyword("or") { node = .or(node, try conjunction()) }
    return node
  }

  private mutating func conjunction() throws(WhereError) -> WhereExpression.Node {
    var node = try negation()
    while takeKeyword("and") { node = .and(node, try negation()) }
    return node
  }

  private mutating func negation() throws(WhereError) -> WhereExpression.Node {
    guard index < tokens.count else { throw WhereError(column: end, reason: .unexpectedEnd) }
    let token = tokens[index]
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw unexpected(token) }
    if takeKeyword("not") { return .not(try negation()) }
    guard token.kind == .opening else { return try comparison() }
    index += 1
    let node = try expression()
    guard index < tokens.count else {
      throw WhereError(column: token.column, reason: .unclosedParenthesis)
    }
    if tokens[index].kind != .closing { throw unexpected(tokens[index]) }
    index += 1
    return node
  }

  private mutating func comparison() throws(WhereError) -> WhereExpression.Node {
    let token = tokens[index]
    guard case .word(let name, _) = token.kind else { throw unexpected(token) }
    guard let field = SessionField(rawValue: name.lowercased()) else {
      throw WhereError(column: token.column, reason: .unknownField(name))
    }
    index += 1
    guard index < tokens.count, case .comparison(let sign) = tokens[index].kind else {
      if field.kind == .flag { return .flag(field, true) }
      throw WhereError(column: token.column, reason: .missingComparison(field))
    }
    let signColumn = tokens[index].column
    index += 1
    guard index < tokens.count else { throw WhereError(column: end, reason: .unexpectedEnd) }
    guard case .word(let value, _) = tokens[index].kind else { throw unexpected(tokens[index]) }
    let column = tokens[index].column
    index += 1
    guard let node = Self.node(field, sign, value) else {
      let suits = Self.operators(field).contains(sign)
      throw WhereError(
        column: suits ? column : signColumn,
        reason: suits ? .unsuitableValue(value, field) : .unsuitableOperator(sign, field))
    }
    return node
  }

  private static func operators(_ field: SessionField) -> [String] {
    switch field.kind {
    case .flag, .word: ["=", "!="]
    case .number, .duration: ["=", "!=", "<", "<=", ">", ">="]
    case .text: ["=", "!=", "~"]
    }
  }

  /// The comparison; nil where sign or value do not suit the field.
  private static func node(
    _ field: SessionField, _ sign: String, _ value: String
  ) -> WhereExpression.Node? {
    guard operators(field).contains(sign) else { return nil }
    let word = value.lowercased()
    switch field.kind {
    case .flag:
      guard let truth = ["true": true, "yes": true, "false": false, "no": false][word] else {
        return nil
      }
      return .flag(field, truth == (sign == "="))
    case .word(let words):
      let canonical = words.contains(word) ? word : field.synonyms[word] ?? word
      guard words.contains(canonical) else { return nil }
      return .text(field, canonical, isEqual: sign == "=")
    case .text:
      // 192.0.2.0/24, as '--peer' takes it.
      if field == .address, sign != "~", value.contains("/") {
        guard let network = try? NetworkPrefix(parsing: value) else { return nil }
        return .network(network, isIn: sign == "=")
      }
      return sign == "~"
        ? .pattern(field, Glob(value)) : .text(field, word, isEqual: sign == "=")
    case .number, .duration:
      guard let comparison = WhereExpression.Comparison(rawValue: sign),
        let number = scaled(word, field.kind == .duration ? durations : multiples)
      else { return nil }
      return .number(field, comparison, number)
    }
  }

  private static let multiples: [(suffix: String, factor: Int64)] = [
    ("k", 1_000), ("m", 1_000_000), ("g", 1_000_000_000), ("", 1),
  ]
  private static let durations: [(suffix: String, factor: Int64)] = [
    ("ms", 1_000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("", 1_000_000),
  ]

  /// A whole number with a suffix; nil where it is none or too large.
  private static func scaled(_ word: String, _ units: [(suffix: String, factor: Int64)]) -> Int64? {
    guard let unit = units.first(where: { word.hasSuffix($0.suffix) || $0.suffix.isEmpty }),
      let number = Int64(word.dropLast(unit.suffix.count)), number >= 0
    else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit.factor)
    return overflow ? nil : product
  }

  private mutating func takeKeyword(_ keyword: String) -> Bool {
    guard index < tokens.count, case .word(let word, isQuoted: false) = tokens[index].kind,
      word.lowercased() == keyword
    else { return false }
    index += 1
    return true
  }

  private func unexpected(_ token: WhereToken) -> WhereError {
    let text =
      switch token.kind {
      case .word(let word, _): word
      case .comparison(let sign): sign
      case .opening: "("
      case .closing: ")"
      }
    return WhereError(column: token.column, reason: .unexpected(text))
  }
}
