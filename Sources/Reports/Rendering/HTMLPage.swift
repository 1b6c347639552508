// SPDX-License-Identifier: Apache-2.0

/// The page that a result in HTML stands on (WHATWG HTML, Living Standard), and text made safe to stand
/// in it. The page is whole: it fetches nothing, runs nothing, and can be put on a web site as it is.
package enum HTMLPage {
  /// All that goes before a result.
  package static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <main>
    <h1>\(escaped(title))</h1>

    """
  }

  /// All that goes behind it.
  package static let tail = """
    </main>
    </body>
    </html>

    """

  /// Both colour schemes have a contrast of 7 to 1 at least (WCAG 2.2, criterion 1.4.6).
  private static let style = """
    :root { color-scheme: light dark; --faint: #505050; --line: #c8c8c8; --alert: #a00018; }
    @media (prefers-color-scheme: dark) {
      :root { --faint: #b4b4b4; --line: #484848; --alert: #ff9c94; }
    }
    body { font: 1rem/1.45 system-ui, sans-serif; margin: 1rem auto; max-width: 72rem;
      padding: 0 1rem; overflow-wrap: anywhere; }
    h1, h2 { line-height: 1.2; }
    h2 { margin-top: 2.5rem; }
    ul { padding: 0; }
    nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
    dt { font-weight: bold; }
    dd { margin: 0; }
    dd span { display: inline-block; margin-right: 1rem; }
    li { margin: 0.25rem 0; list-style-position: inside; }
    .wide { margin: 1rem 0; overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    caption { color: var(--faint); padding: 0.25rem 0; text-align: left; }
    th, td { border-bottom: 1px solid var(--line); overflow-wrap: normal; padding: 0.2rem 0.6rem;
      text-align: left; vertical-align: top; }
    thead th { border-bottom-width: 2px; vertical-align: bottom; }
    tbody th { font-weight: normal; }
    .n { text-align: right; white-space: nowrap; }
    .alarm, .problem { border-left: 0.25rem solid var(--alert); padding-left: 0.5rem; }
    .alarm, .problem, .remark { list-style: none; }
    .alert, .alarm abbr, .problem abbr { color: var(--alert); font-weight: bold; }
    .faint { color: var(--faint); }
    abbr { text-decoration: none; }
    svg { fill: currentColor; height: 0.7em; width: 12rem; }
    """

  /// Text in which HTML finds nothing to act on, neither between tags nor in an attribute's value in
  /// quotation marks. Noncharacters must not stand in a page, as little as controls.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in DisplayWidth.printable(text).unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case _ where scalar.properties.isNoncharacterCodePoint: result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
