// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// Makes an ``InputPlan``: looks at the named paths, walks the directories, sorts what it finds.
///
/// Named paths are followed if they are symbolic links, and a file that is named twice, or named and
/// also found in a directory, is read once. Within directories links are not followed: they lead to
/// files that are read anyway, or out of what the user named, or in a circle. Hard links are files like
/// others, wherever they are met: mail stores use them to put one message into two folders.
struct InputPlanner {
  private(set) var readsStandardInput = false
  private(set) var groups: [InputPlan.Group] = []
  private(set) var names = NameList()
  private(set) var skipped = SkipTally()
  private(set) var problems: [InputProblem] = []
  /// Inputs that are files to be written.
  private(set) var inputsAmongOutputs: [String] = []
  /// Directories in the order of the walk.
  private(set) var directories: [[UInt8]] = []

  private let selection: InputPlan.Selection
  private var sorter = NameSorter()
  private var twins = TwinIndex()
  /// Files that the user named, by directory, until that directory has its group.
  private var namedFiles: [[UInt8]: [[UInt8]]] = [:]
  private var directoriesOfPipes: Set<[UInt8]> = []
  private var namedDirectories: Set<FileIdentity> = []
  private var namedPlaces: Set<FilePlace> = []
  private var visited: Set<FileIdentity> = []
  /// The `tmp` directories of Maildirs.
  private var unfinished: Set<[UInt8]> = []
  /// Files to be written that exist already.
  private let outputs: Set<FileIdentity>

  /// Where the kernel shows its own state as files.
  private let kernelDevices: Set<UInt64>

  init(selection: InputPlan.Selection, outputs: [String] = []) {
    func device(_ path: String) -> UInt64? {
      (try? Kernel.facts(of: Array(path.utf8) + [0], followingLinks: true))?.identity.device
    }
    // Where they are not mounted they lie on the device of the root.
    kernelDevices = Set(["/proc", "/sys"].compactMap(device)).subtracting([device("/") ?? 0])
    self.selection = selection
    self.outputs = Set(
      outputs.compactMap { path in
        let name = InputPath.normalized(path) + [0]
        return (try? Kernel.facts(of: name, followingLinks: true))?.identity
      })
  }

  /// Plans everything that the user named; to be called once.
  mutating func add(_ paths: [String]) {
    readsStandardInput = paths.contains("-")
    if readsStandardInput, let status = try? Kernel.facts(of: 0),
      outputs.contains(status.identity)
    {
      inputsAmongOutputs.append("-")
    }
    var directories: [[UInt8]] = []
    var links: [[UInt8]] = []
    let named = paths.filter { $0 != "-" }.map { InputPath.normalized($0) }
    let times = Dictionary(named.map { ($0, 1) }, uniquingKeysWith: +)
    for path in times.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      do throws(SystemError) {
        let status = try Kernel.facts(of: path + [0], followingLinks: false)
        for _ in 1..<(times[path] ?? 1) {
          skipped.add(.sameFile, directory: path, name: [UInt8]().span)
        }
        switch status.kind {
        case .directory:
          directories.append(path)
          namedDirectories.insert(status.identity)
        case .symbolicLink: links.append(path)
        default: addFile(path, status)
        }
      } catch {
        note(.cannotOpen(error), at: path)
      }
    }
    for link in links { addLink(link, &directories) }
    directories = directories.map { InputPath.asDirectory($0) }
    directories.sort { $0.lexicographicallyPrecedes($1) }
    for directory in directories { walk(directory) }
    for directory in Array(namedFiles.keys) { addGroup(of: directory) }
  }

  private mutating func addLink(_ link: [UInt8], _ directories: inout [[UInt8]]) {
    do throws(SystemError) {
      let status = try Kernel.facts(of: link + [0], followingLinks: true)
      if status.kind == .directory {
        directories.append(link)
        namedDirectories.insert(status.identity)
      } else {
        addFile(InputPath.resolvingLinks(link, to: status.identity), status)
      }
    } catch {
      note(.cannotOpen(error), at: link)
    }
  }

  private mutating func addFile(_ path: [UInt8], _ status: FileFacts) {
    guard status.kind == .regular || status.kind == .pipe else {
      return note(.notAFile(status.kind), at: path)
    }
    if outputs.contains(status.identity) {
      inputsAmongOutputs.append(PathText.of(path))
    }
    let (directory, name) = InputPath.split(path)
    if namedPlaces.insert(FilePlace(directory: directory, name: name)).inserted {
      namedFiles[directory, default: []].append(name)
      if status.kind == .pipe { directoriesOfPipes.insert(directory) }
    } else {
      skipped.add(.sameFile, directory: directory, name: name.span)
    }
  }

  private mutating func note(_ failure: InputFailure, at path: [UInt8]) {
    problems.append(InputProblem(path: PathText.of(path), failure: failure))
  }

  // MARK: - Walking

  /// Adds the files of a directory and of all directories in it. Iterative: the depth of a tree is
  /// bounded by the length of a path and by nothing on the stack.
  private mutating func walk(_ root: [UInt8]) {
    var pending = [root]
    while let directory = pending.popLast() {
      do throws(SystemError) {
        var found = try list(directory, isNamed: directory == root)
        directories.append(directory)
        found.sort { $1.lexicographicallyPrecedes($0) }
        pending += found
      } catch {
        note(.cannotOpen(error), at: directory.isEmpty ? InputPath.workingDirectory : directory)
      }
      // What was listed before a failure is kept.
      addGroup(of: directory)
    }
  }

  /// Reads one directory: its files go to the sorter, its subdirectories are returned.
  private mutating func list(
    _ directory: [UInt8], isNamed: Bool
  ) throws(SystemError) -> [[UInt8]] {
    let path = directory.isEmpty ? InputPath.workingDirectory : directory
    var listing = try DirectoryListing(path: path + [0])
    guard visited.insert(listing.identity).inserted else {
      skipped.add(.sameFile, directory: directory, name: [UInt8]().span)
      return []
    }
    if !isNamed, kernelDevices.contains(listing.identity.device) {
      skipped.add(.kernelDirectory, directory: directory, name: [UInt8]().span)
      return []
    }
    var subdirectories: [[UInt8]] = []
    var name: [UInt8] = []
    let isUnfinished =
      unfinished.remove(directory) != nil && !namedDirectories.contains(listing.identity)
    while let entry = try listing.next(name: &name) {
      if selection == .logFiles && name.first == UInt8(ascii: ".") {
        skipped.add(.hidden, directory: directory, name: name.span)
        continue
      }
      switch kind(of: entry, name, in: listing.descriptor) {
      case .regular:
        if !namedPlaces.isEmpty,
          namedPlaces.contains(FilePlace(directory: listing.identity, name: name))
        {
          continue
        }
        if isUnfinished {
          skipped.add(.unfinished, directory: directory, name: name.span)
          continue
        }
        if isOne(of: outputs, entry, name, in: listing) {
          inputsAmongOutputs.append(PathText.of(directory + name))
        }
        if selection == .logFiles { twins.note(name.span) }
        sorter.add(name.span)
      case .directory: subdirectories.append(directory + name + [UInt8(ascii: "/")])
      case .symbolicLink: skipped.add(.symbolicLink, directory: directory, name: name.span)
      case .pipe, .socket, .characterDevice, .blockDevice, .unknown:
        skipped.add(.notAFile, directory: directory, name: name.span)
      }
    }
    if selection == .everyFile { noteUnfinished(in: directory, subdirectories) }
    return subdirectories
  }

  /// Passes over the `tmp` of a Maildir, in which files stand that are still being delivered. Only a `tmp` beside `cur` and
  /// `new` is one, and one that the user named is read.
  private mutating func noteUnfinished(in directory: [UInt8], _ subdirectories: [[UInt8]]) {
    let parts = ["cur/", "new/", "tmp/"].map { directory + Array($0.utf8) }
    if parts.allSatisfy({ subdirectories.contains($0) }) { unfinished.insert(parts[2]) }
  }

  /// The entry's kind; asks for it where the file system does not say.
  private func kind(
    of entry: DirectoryListing.Entry, _ name: [UInt8], in directory: Int32
  ) -> FileKind {
    guard entry.kind == .unknown else { return entry.kind }
    let status = try? Kernel.facts(of: name + [0], in: directory, followingLinks: false)
    return status?.kind ?? .unknown
  }

  /// Whether an entry is one of these files, which may go by other names.
  private func isOne(
    of files: Set<FileIdentity>, _ entry: DirectoryListing.Entry, _ name: [UInt8],
    in listing: borrowing DirectoryListing
  ) -> Bool {
    guard !files.isEmpty,
      files.contains(
        FileIdentity(device: listing.identity.device, inode: entry.inode))
    else { return false }
    // Mount points and layered file systems give numbers that only look the same.
    let status = try? Kernel.facts(
      of: name + [0], in: listing.descriptor, followingLinks: false)
    return status.map { files.contains($0.identity) } ?? false
  }

  /// Moves the names in the sorter, and the named files of the directory, into the plan.
  private mutating func addGroup(of directory: [UInt8]) {
    for name in namedFiles.removeValue(forKey: directory) ?? [] {
      if selection == .logFiles { twins.note(name.span) }
      sorter.add(name.span)
    }
    let first = names.count
    sorter.drain { name in
      if selection == .logFiles && twins.isTwin(name) {
        skipped.add(.twin, directory: directory, name: name)
      } else {
        names.append(name)
      }
    }
    twins.removeAll()
    guard names.count > first else { return }
    groups.append(
      InputPlan.Group(
        directory: directory, firstName: first, firstInput: 0, count: names.count - first,
        holdsPipes: directoriesOfPipes.contains(directory)))
  }
}
