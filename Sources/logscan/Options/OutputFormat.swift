// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The formats of results, by the names that `-f` takes.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, md, html, json, ndjson, csv, tsv

  /// The format that a file's suffix asks for.
  init?(suffixOf path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "txt", "text": self = .text
    case "md", "markdown": self = .md
    case "html", "htm": self = .html
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "csv": self = .csv
    case "tsv": self = .tsv
    default: return nil
    }
  }
}
