// SPDX-License-Identifier: Apache-2.0
import Reports

extension SessionListFormat {
  init(_ format: OutputFormat, width: Int) {
    switch format {
    case .text: self = .text(width: width)
    case .md: self = .md
    case .html: self = .html
    case .json: self = .json
    case .ndjson: self = .ndjson
    case .csv: self = .csv
    case .tsv: self = .tsv
    }
  }
}
