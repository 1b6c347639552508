// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Everything that is to be read, in its order: standard input first, then directory by directory
/// (by the octets of the directory's path), within a directory by the octets of the name. The order
/// of the paths that the user gave, and that of the file system, have no influence.
///
/// Takes about 20 octets for each file of a glog directory; can be shared by threads.
package struct InputPlan: Sendable {
  /// Which files of a directory are read.
  package enum Selection: Sendable {
    /// glog's: no twins of INFO files, nothing hidden.
    case logFiles
    /// Every regular file, hidden or not: some mail stores hide their folders.
    case everyFile
  }

  /// Files of one directory, which are consecutive in the plan.
  struct Group: Sendable {
    /// Ends in a slash; empty for the working directory.
    var directory: [UInt8]
    /// Position of the first name in `names`.
    var firstName: Int
    /// Position of the first file in the plan.
    var firstInput: Int
    var count: Int
    /// Whether the user named a FIFO here; all other files are regular.
    var holdsPipes: Bool
  }

  let groups: [Group]
  let names: NameList
  /// Whether the first input is standard input.
  package let readsStandardInput: Bool
  /// Number of inputs.
  package let count: Int
  /// What was left out on purpose.
  package let skipped: SkipTally
  /// What could not be reached, by path.
  package let problems: [InputProblem]
  /// Paths of inputs that are one of the outputs, in order.
  package let inputsAmongOutputs: [String]
  /// Directories that were walked, empty ones too, as octets that end in a slash; the working directory is empty.
  /// In the order of the walk: a directory stands before those in it.
  package let directories: [[UInt8]]

  /// Walks the paths, `-` being standard input. Reads directories, opens no file.
  ///
  /// `outputs` are paths that will be written: inputs that are the same file are reported.
  package init(paths: [String], selecting selection: Selection, outputs: [String] = []) {
    var planner = InputPlanner(selection: selection, outputs: outputs)
    planner.add(paths)
    var count = planner.readsStandardInput ? 1 : 0
    var groups = planner.groups.sorted { $0.directory.lexicographicallyPrecedes($1.directory) }
    for index in groups.indices {
      groups[index].firstInput = count
      count += groups[index].count
    }
    self.groups = groups
    self.count = count
    names = planner.names
    directories = planner.directories
    readsStandardInput = planner.readsStandardInput
    skipped = planner.skipped
    inputsAmongOutputs = planner.inputsAmongOutputs.sorted()
    problems = planner.problems.sorted {
      ($0.path, $0.failure.description) < ($1.path, $1.failure.description)
    }
  }

  /// Path of an input for people to read; `-` for standard input.
  package func path(of input: Int) -> String {
    group(of: input) == nil ? "-" : PathText.of(octets(of: input))
  }

  /// Path of an input as the system knows it.
  ///
  /// - Precondition: the input is not standard input.
  func octets(of input: Int) -> [UInt8] {
    guard let group = group(of: input) else { preconditionFailure("standard input has no path") }
    var reader = NameList.Reader(names)
    reader.seek(to: groups[group].firstName + input - groups[group].firstInput)
    return groups[group].directory + reader.name
  }

  /// The number of the directory that an input lies in, the same for all inputs in it; nil for standard input.
  package func folder(of input: Int) -> Int? { group(of: input) }

  /// The path of such a directory: octets that end in a slash, empty for the working directory.
  package func path(ofFolder number: Int) -> [UInt8] { groups[number].directory }

  /// Whether an input can be opened a second time and begins anew then: standard input cannot, nor can a FIFO.
  package func canBeReadAgain(_ input: Int) -> Bool {
    guard let group = group(of: input) else { return false }
    return !groups[group].holdsPipes
  }

  /// Nil for standard input.
  func group(of input: Int) -> Int? {
    precondition(input >= 0 && input < count)
    if readsStandardInput && input == 0 { return nil }
    return groups.partitioningIndex { $0.firstInput > input } - 1
  }
}

/// A path from which nothing, or not everything, could be read.
package struct InputProblem: Equatable, Sendable {
  /// As the user wrote it but without `.` and empty components, or as it was found in a directory;
  /// `-` for standard input.
  package let path: String
  package let failure: InputFailure

  package init(path: String, failure: InputFailure) {
    self.path = path
    self.failure = failure
  }
}
