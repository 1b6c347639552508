// SPDX-License-Identifier: Apache-2.0

extension WhereExpression {
  /// What can be asked for and how, made from the list of fields.
  package static let help: String = {
    let width = SessionField.allCases.map(\.rawValue.count).max() ?? 0
    let fields = SessionField.allCases.map { field in
      let padding = String(repeating: " ", count: width - field.rawValue.count)
      return "  \(field.rawValue)\(padding)  \(field.meaning)"
    }
    return """
      --where takes comparisons joined by 'and', 'or', 'not' and parentheses, such as
        'tls=none and messages>0', 'not quit', 'provider~*mail* and (code=550 or code=553)'.
      Operators are = != < <= > >=, and ~ for a text with * and ?. Numbers take k, M, G;
      times take ms, s, m, h. A value with blanks stands in double quotes.

      \(fields.joined(separator: "\n"))
      """
  }()
}
