// SPDX-License-Identifier: Apache-2.0

/// A token of an expression, with its column.
struct WhereToken: Equatable {
  enum Kind: Equatable {
    /// A word, a number, or a text in quotes (which is not a keyword, whatever it says).
    case word(String, isQuoted: Bool)
    case comparison(String)
    case opening, closing
  }

  var kind: Kind
  var column: Int

  /// The tokens of `text`: words run up to a blank, a parenthesis, or one of `=!<>~`; a text in
  /// double quotes is one word, `\` in it takes the next character as it is.
  static func tokens(of text: String) throws(WhereError) -> [WhereToken] {
    let characters = Array(text)
    var tokens: [WhereToken] = []
    var index = 0
    while index < characters.count {
      let column = index + 1
      switch characters[index] {
      case " ", "\t":
        index += 1
      case "(":
        tokens.append(WhereToken(kind: .opening, column: column))
        index += 1
      case ")":
        tokens.append(WhereToken(kind: .closing, column: column))
        index += 1
      case "=", "~":
        tokens.append(WhereToken(kind: .comparison(String(characters[index])), column: column))
        index += 1
      case "!", "<", ">":
        var sign = String(characters[index])
        index += 1
        if index < characters.count, characters[index] == "=" {
          sign.append("=")
          index += 1
        }
        if sign == "!" { throw WhereError(column: column, reason: .unexpected(sign)) }
        tokens.append(WhereToken(kind: .comparison(sign), column: column))
      case "\"":
        var word = ""
        index += 1
        while index < characters.count, characters[index] != "\"" {
          if characters[index] == "\\", index + 1 < characters.count { index += 1 }
          word.append(characters[index])
          index += 1
        }
        guard index < characters.count else {
          throw WhereError(column: column, reason: .unclosedQuote)
        }
        index += 1
        tokens.append(WhereToken(kind: .word(word, isQuoted: true), column: column))
      default:
        let start = index
        while index < characters.count, !" \t()=!<>~\"".contains(characters[index]) { index += 1 }
        let word = String(characters[start..<index])
        tokens.append(WhereToken(kind: .word(word, isQuoted: false), column: column))
      }
    }
    return tokens
  }
}
