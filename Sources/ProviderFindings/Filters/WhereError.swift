// SPDX-License-Identifier: Apache-2.0

/// Why an expression cannot be understood, and where.
package struct WhereError: Error, Equatable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    case empty
    case unexpectedEnd
    case unclosedQuote
    case unclosedParenthesis
    case unexpected(String)
    case unknownField(String)
    case missingComparison(SessionField)
    case unsuitableOperator(String, SessionField)
    case unsuitableValue(String, SessionField)
  }

  /// Counted in characters from 1.
  package var column: Int
  package var reason: Reason

  package var description: String { "column \(column): \(what)" }

  private var what: String {
    switch reason {
    case .empty: "the expression is empty"
    case .unexpectedEnd: "the expression ends too early"
    case .unclosedQuote: "the quote is not closed"
    case .unclosedParenthesis: "the parenthesis is not closed"
    case .unexpected(let text): "\"\(text)\" is not expected here"
    case .unknownField(let name):
      "there is no field \"\(name)\"; fields are "
        + SessionField.allCases.map(\.rawValue).joined(separator: ", ")
    case .missingComparison(let field):
      "\"\(field.rawValue)\" must be compared with something, as in \(field.example)"
    case .unsuitableOperator(let text, let field):
      "\"\(text)\" cannot be used with \"\(field.rawValue)\", as in \(field.example)"
    case .unsuitableValue(let value, let field):
      "\"\(value)\" is not a value of \"\(field.rawValue)\", which is \(field.values)"
    }
  }
}

extension SessionField {
  fileprivate var example: String {
    switch kind {
    case .flag: rawValue
    case .number: "\(rawValue)>0"
    case .duration: "\(rawValue)>30s"
    case .word(let words): "\(rawValue)=\(words.first ?? "")"
    case .text: "\(rawValue)~*example*"
    }
  }

  fileprivate var values: String {
    switch kind {
    case .flag: "true or false"
    case .number: "a number, such as 10, 20k or 3M"
    case .duration: "a time, such as 500ms, 30s, 5m or 1h"
    case .word(let words): "one of " + words.joined(separator: ", ")
    case .text: "a text"
    }
  }
}
