// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import SessionLog

/// A condition on sessions, such as `tls=none and messages>0`.
///
///     expression  = conjunction *( "or" conjunction )
///     conjunction = negation *( "and" negation )
///     negation    = [ "not" ] ( "(" expression ")" / comparison )
///     comparison  = flag / field operator value
///     operator    = "=" / "!=" / "<" / "<=" / ">" / ">=" / "~"
///
/// Fields are those of `SessionField`. `~` compares texts with a pattern (`*`, `?`). A value
/// with blanks or other signs stands in double quotes.
package struct WhereExpression: Equatable, Sendable {
  indirect enum Node: Equatable, Sendable {
    case or(Node, Node)
    case and(Node, Node)
    case not(Node)
    case flag(SessionField, Bool)
    case number(SessionField, Comparison, Int64)
    case text(SessionField, String, isEqual: Bool)
    case pattern(SessionField, Glob)
    /// The address of the peer lies in a network, or does not.
    case network(NetworkPrefix, isIn: Bool)
  }

  enum Comparison: String, Equatable, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  private let root: Node

  package init(parsing text: String) throws(WhereError) {
    var parser = WhereParser(tokens: try WhereToken.tokens(of: text), end: text.count + 1)
    root = try parser.parse()
  }

  package func holds(for session: Session, provider: Provider) -> Bool {
    Self.holds(root, session, provider)
  }

  private static func holds(_ node: Node, _ session: Session, _ provider: Provider) -> Bool {
    switch node {
    case .or(let a, let b): holds(a, session, provider) || holds(b, session, provider)
    case .and(let a, let b): holds(a, session, provider) && holds(b, session, provider)
    case .not(let a): !holds(a, session, provider)
    case .flag(let field, let value): field.flag(of: session) == value
    case .number(let field, let comparison, let value):
      comparison == .unequal
        ? !field.numbers(of: session).contains(value)
        : field.numbers(of: session).contains { compare($0, comparison, value) }
    case .text(let field, let value, let isEqual):
      field.texts(of: session, provider: provider).contains { $0.lowercased() == value } == isEqual
    case .network(let network, let isIn):
      network.contains(addressOf: session) == isIn
    case .pattern(let field, let glob):
      field.texts(of: session, provider: provider).contains(where: glob.matches)
    }
  }

  private static func compare(_ a: Int64, _ comparison: Comparison, _ b: Int64) -> Bool {
    switch comparison {
    case .equal: a == b
    case .unequal: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
