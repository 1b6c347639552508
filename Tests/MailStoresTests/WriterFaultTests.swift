// SPDX-License-Identifier: Apache-2.0
import Glibc
import MIME
import MailStores
import OctetSources
import Synchronization
import SystemCalls
import TestSupport
import Testing

#if DEBUG
  /// A store that is to be converted, and what a run over it may leave behind.
  struct FaultCase: Sendable, CustomTestStringConvertible {
    enum Place: Sendable { case inPlace, tree, maildir }

    var testDescription: String
    /// Files of the source, by path.
    var files: [String: String]
    var place = Place.inPlace
    var target = TransferDomain.eightBit

    private static func message(_ number: Int) -> String {
      let lines = String(repeating: "R3LDvMOfZQ0KR3LDvMOfZQ0KR3LDvMOfZQ0KR3LDvMOfZQ0K\n", count: 40)
      return "From: anna@mail.example\nSubject: \(number)\nMIME-Version: 1.0\n"
        + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n"
        + "Content-Transfer-Encoding: base64\n\n\(lines)--b--\n"
    }

    private static let box = (1...3).map { "From a Mon\n\(message($0))\n" }.joined()

    static let all = [
      FaultCase(testDescription: "a message in place", files: ["a.eml": message(1)]),
      FaultCase(testDescription: "a mailbox in place", files: ["b.mbox": box]),
      FaultCase(
        testDescription: "a Maildir in place",
        files: ["cur/1.M1P1.h,S=\(message(1).utf8.count):2,S": message(1)]),
      FaultCase(
        testDescription: "a new tree",
        files: ["a.eml": message(1), "d/b.mbox": box, "x.txt": "no mail"], place: .tree),
      FaultCase(
        testDescription: "a mailbox into a Maildir", files: ["b.mbox": box], place: .maildir,
        target: .binary),
    ]
  }

  /// What a run has reported.
  private struct Notes: ConversionObserver {
    var converted = 0
    var faults = 0

    mutating func note(_ message: MessageResult) {
      if message.outcome == .converted { converted += 1 }
      if message.outcome == .fault { faults += 1 }
    }
    mutating func note(_ file: FileOutcome, octets: Int) {}
  }

  /// The writer of stores under a kernel in which each call fails in turn.
  @Suite struct WriterFaultTests {
    /// Tests run beside each other in one process, and each converter of a process has a lane of its own.
    private static let nextLane = Atomic<Int>(0)

    /// Converts the store under `in`, to `out` where it does not stay in place.
    private func convert(_ store: FaultCase, in folder: Folder) throws(StoreFailure) -> Int {
      let source = folder.path("in")
      let plan = InputPlan(
        paths: store.place == .maildir ? [source + "/b.mbox"] : [source], selecting: .everyFile)
      let task = ConversionTask(
        .convert(ConversionPolicy(target: store.target, onlyWithGain: false)))
      var destination = StoreConverter.Destination.inPlace
      var preparation: DestinationTree.Preparation?
      var finish: () throws(StoreFailure) -> Void = { () throws(StoreFailure) in }
      switch store.place {
      case .inPlace: break
      case .tree:
        let made: DestinationTree
        do throws(DestinationTree.Problem) {
          made = try DestinationTree(path: folder.path("out"), sources: [source])
        } catch {
          throw .exists("\(error)")
        }
        var tree = made
        preparation = try tree.prepare(for: plan)
        destination = .tree(tree)
        finish = { [tree] () throws(StoreFailure) in
          if let preparation { try tree.finish(preparation) }
        }
      case .maildir:
        do throws(MaildirDelivery.Problem) {
          let maildir = try MaildirDelivery(path: folder.path("out/"), isDryRun: false)
          destination = .maildir(maildir)
          finish = { () throws(StoreFailure) in try maildir.finish() }
        } catch {
          throw .exists("\(error)")
        }
      }
      var notes = Notes()
      let lane = Self.nextLane.add(1, ordering: .relaxed).oldValue
      var converter = StoreConverter(plan, task, to: destination, lane: lane)
      for problem in plan.problems { throw .unreadable(problem.path, problem.failure) }
      for input in 0..<plan.count { _ = try converter.process(input, into: &notes) }
      try converter.finish()
      try finish()
      #expect(notes.faults == 0)
      return notes.converted
    }

    /// All files of source and destination, by path, but for temporary files and locks, which stay where removing them fails. The
    /// seconds with which names in a Maildir begin are left out.
    private func contents(_ folder: Folder) throws -> [String: [UInt8]] {
      var found: [String: [UInt8]] = [:]
      var folders = ["in", "out"].filter { folder.isFolder($0) }
      while let next = folders.popLast() {
        for entry in try Folder(path: folder.path(next)).names() {
          let path = "\(next)/\(entry)"
          if folder.isFolder(path) {
            folders.append(path)
          } else if entry.hasSuffix(".lock") || entry.hasPrefix(".logscan-") {
            // Another process has other names for its own.
            try folder.remove(path)
          } else {
            let shown = next == "out/new" ? String(entry.drop { $0.isNumber }) : entry
            found["\(next)/\(shown)"] = try folder.octets(path)
          }
        }
      }
      return found
    }

    private func prepare(_ store: FaultCase, in folder: Folder) throws {
      for (path, text) in store.files { try folder.write(text, to: "in/\(path)") }
    }

    /// What a run without faults makes of the store, and how many calls it takes.
    private func outcome(
      of store: FaultCase, _ fault: Faults.Fault? = nil
    ) throws -> (files: [String: [UInt8]], calls: Int) {
      try withTemporaryFolder { folder in
        try prepare(store, in: folder)
        let plan = Faults.Plan { _, number in number % 2 == 0 ? fault : nil }
        let converted = try Faults.$plan.withValue(plan) { try convert(store, in: folder) }
        #expect(converted > 0)
        return (try contents(folder), plan.count)
      }
    }

    @Test(arguments: FaultCase.all, [Faults.Fault.error(EINTR), .short])
    func `interrupted and short calls change nothing`(
      store: FaultCase, fault: Faults.Fault
    ) throws {
      let whole = try outcome(of: store)
      let disturbed = try outcome(of: store, fault)
      #expect(disturbed.files == whole.files)
      #expect(disturbed.calls >= whole.calls)
    }

    @Test(arguments: FaultCase.all, [EIO, ENOSPC])
    func `after any failing call each file is the old one or the new one`(
      store: FaultCase, number: Int32
    ) throws {
      let whole = try outcome(of: store).files
      let known = Set(whole.values).union(store.files.values.map { Array($0.utf8) })
      var failures = 0
      var failing = 0
      while true {
        let place = failing
        let isOver = try withTemporaryFolder { folder in
          try prepare(store, in: folder)
          let plan = Faults.Plan { _, count in count == place ? .error(number) : nil }
          var failure: StoreFailure?
          Faults.$plan.withValue(plan) {
            do throws(StoreFailure) {
              _ = try convert(store, in: folder)
            } catch {
              failure = error
            }
          }
          if failure != nil { failures += 1 }
          let locks = try Folder(path: folder.path("in")).names().filter { $0.hasSuffix(".lock") }
          if !locks.isEmpty {
            #expect(failure != nil, "\(locks) left in silence after call \(place)")
          }
          // Whatever was reached, no file is lost, and none holds anything but what it had or was to get.
          let left = try contents(folder)
          for (path, octets) in left {
            #expect(known.contains(octets), "\(path) after call \(place)")
          }
          let sources = left.keys.filter { $0.hasPrefix("in/") }
          #expect(sources.count == store.files.count, "after call \(place): \(sources)")
          // A run that meets no fault ends the work.
          _ = try convert(store, in: folder)
          #expect(try contents(folder) == whole, "after call \(place)")
          return plan.count <= place
        }
        if isOver { break }
        failing += 1
      }
      // Open, read, create, write, facts, flush, rename at least.
      #expect(failures >= 7)
      #expect(failing >= failures)
    }
  }
#endif
