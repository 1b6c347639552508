// SPDX-License-Identifier: Apache-2.0
import Glibc
import SystemCalls
import TestSupport
import Testing

#if DEBUG
  /// What a test injects is what the code under test meets.
  @Suite struct FaultTests {
    private let text = Array("from one folder to the next".utf8)

    private func roundTrip(in folder: Folder) throws(SystemError) -> [UInt8] {
      let directory = try Kernel.openDirectory(Array(folder.path("").utf8))
      defer { Kernel.close(directory) }
      let file = try Kernel.create(Array("f".utf8), in: directory)
      defer { Kernel.close(file) }
      try Kernel.write(text.span, to: file, at: 0)
      try Kernel.synchronize(file)
      var read = [UInt8](repeating: 0, count: 100)
      var room = read.mutableSpan
      let count = try Kernel.read(file, at: 0, into: &room)
      return Array(read[..<count])
    }

    @Test(arguments: [Faults.Fault.error(EINTR), .short])
    func `interrupted and short calls do no harm`(fault: Faults.Fault) throws {
      let plan = Faults.Plan { _, number in number % 2 == 0 ? fault : nil }
      let read = try withTemporaryFolder { folder in
        try Faults.$plan.withValue(plan) { try roundTrip(in: folder) }
      }
      #expect(read == text)
      #expect(plan.count > 5)
    }

    @Test(arguments: [EIO, ENOSPC])
    func `each failing call is thrown as the kernel's error`(number: Int32) throws {
      var calls = 0
      while true {
        let failing = calls
        let plan = Faults.Plan { _, count in count == failing ? .error(number) : nil }
        let result = try withTemporaryFolder { folder in
          Faults.$plan.withValue(plan) { () -> Result<[UInt8], SystemError> in
            do throws(SystemError) {
              return .success(try roundTrip(in: folder))
            } catch {
              return .failure(error)
            }
          }
        }
        if plan.count <= failing {
          #expect(result == .success(text))
          break
        }
        #expect(result == .failure(SystemError(number: number)))
        calls += 1
      }
      // Directory, file, write, flush, two reads at least.
      #expect(calls >= 6)
    }
  }
#endif
