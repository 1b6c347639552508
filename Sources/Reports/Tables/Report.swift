// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// What a command has to say, as ordered sections of typed blocks. No formatting: how a count, a
/// share or a time looks is the renderer's affair, and every format shows the same report.
package struct Report: Equatable, Sendable {
  package var title: String
  package var sections: [Section]

  package init(title: String, sections: [Section] = []) {
    self.title = title
    self.sections = sections
  }

  /// The same for those who are not at a command line.
  package var withoutHints: Report {
    var report = self
    for place in report.sections.indices {
      report.sections[place].blocks.removeAll { if case .hint = $0 { true } else { false } }
    }
    return report
  }

  package struct Section: Equatable, Sendable {
    /// Stable identity, as `--sections` and the separated formats name it.
    package var name: String
    /// Heading; empty for sections that need none.
    package var title: String
    package var blocks: [Block]

    package init(name: String, title: String, blocks: [Block]) {
      self.name = name
      self.title = title
      self.blocks = blocks
    }
  }

  package enum Block: Equatable, Sendable {
    /// One line that must be seen first; `alert` where it says that something is wrong.
    case headline(String, alert: Bool)
    /// Running text, broken at blanks.
    case paragraph(String)
    /// What else the command line has to offer: of no use to the reader of a page.
    case hint(String)
    case bars([Bar])
    case table(Table)
    case notices([Notice])
    case histogram(Histogram)
    case list([String])
  }

  /// A row of named shares: `inbound   TLS 1.3 81.2%  TLS 1.2 17.9%`.
  package struct Bar: Equatable, Sendable {
    package var label: String
    package var shares: [Share]

    package init(label: String, shares: [Share]) {
      self.label = label
      self.shares = shares
    }
  }

  package struct Share: Equatable, Sendable {
    package var label: String
    package var ratio: Ratio

    package init(_ label: String, _ ratio: Ratio) {
      self.label = label
      self.ratio = ratio
    }
  }

  /// One thing that needs attention.
  package struct Notice: Equatable, Sendable {
    /// Who it is about.
    package var subject: String
    package var text: String
    package var urgency: Urgency
    /// Rests on so few cases that it may not stand for the whole.
    package var isUncertain: Bool
    /// What it means and why it matters, shown where detail is asked for.
    package var explanation: String
    /// Sessions that show it.
    package var evidence: [SessionID]
    /// It is about many peers at once, of whose sessions these are examples.
    package var isCollective = false
    /// What tells it apart from others on the same subject, for formats that need a key.
    package var key = ""

    package init(
      subject: String, text: String, urgency: Urgency = .problem, isUncertain: Bool = false,
      explanation: String = "",
      evidence: [SessionID] = []
    ) {
      self.subject = subject
      self.text = text
      self.urgency = urgency
      self.isUncertain = isUncertain
      self.explanation = explanation
      self.evidence = evidence
    }
  }

  package enum Urgency: Equatable, Sendable {
    /// Mail is exposed or lost now.
    case alarm
    case problem
    /// Worth knowing.
    case remark

    /// The sign before a notice.
    var mark: String {
      switch self {
      case .alarm: "!!"
      case .problem: "!"
      case .remark: "-"
      }
    }
  }

  /// Counts over an ordered axis (the hours of a day), drawn in plain characters.
  package struct Histogram: Equatable, Sendable {
    /// A line above it; empty where the section's heading says enough.
    package var title = ""
    /// Name of the axis and of what is counted.
    package var axis: String
    package var counted: String
    package var bins: [Bin]

    package init(axis: String, counted: String, bins: [Bin]) {
      self.axis = axis
      self.counted = counted
      self.bins = bins
    }

    package struct Bin: Equatable, Sendable {
      package var label: String
      /// The bin's name for machines, where the label is for people.
      package var key: String
      package var count: Int

      package init(_ label: String, key: String? = nil, _ count: Int) {
        self.label = label
        self.key = key ?? label
        self.count = count
      }
    }
  }
}
