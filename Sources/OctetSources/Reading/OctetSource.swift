// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// Reads the inputs of a plan, one after the other, decompressed.
///
/// One source serves any number of inputs and keeps its buffers: a small plain file costs the calls
/// open, read and close, and no allocation. Each thread has a source of its own; nothing is
/// shared but the plan.
///
/// Memory is bounded whatever the input: 128 KiB of compressed octets, zlib's 32 KiB or zstd's
/// window of at most ``ZstdDecoder/largestWindow``, and the caller's buffer. A file that expands to
/// a thousand times its size (a "decompression bomb") merely takes time.
package struct OctetSource: ~Copyable {
  enum Format {
    case undetected, plain, gzip, zstd
  }

  /// The plan whose inputs are read.
  package let plan: InputPlan
  private var reader: NameList.Reader
  private var directory = DirectoryHandle()
  private var group: Int?
  /// The name by which the current input was opened, if that is not the plan's.
  private var newName: [UInt8]?

  /// The open input's descriptor, which the source closes; -1 when none is open.
  package private(set) var descriptor: Int32 = -1
  // What follows is the business of `OctetSource+Filling.swift`, too.
  var format = Format.undetected
  var input = CompressedInput()
  var gzip = GzipDecoder()
  var zstd = ZstdDecoder()
  /// Whether a gzip member has ended and no other has begun.
  var isBetweenMembers = false

  /// Why nothing more will come although the input has not ended; nil if all is well so far.
  package private(set) var failure: InputFailure?
  /// Whether everything was delivered.
  package internal(set) var isAtEnd = true
  /// When the first gzip member's content was last changed, by its header (RFC 1952 section 2.3.1,
  /// MTIME): seconds since 1970, UTC. Nil if it does not say, and for other formats.
  package internal(set) var memberTime: Int?

  package init(_ plan: InputPlan) {
    self.plan = plan
    reader = NameList.Reader(plan.names)
  }

  deinit {
    if descriptor > 0 { Kernel.close(descriptor) }
  }

  /// Path of an input for people to read, as the plan has it; cheapest in the order of the plan.
  package mutating func path(of number: Int) -> String {
    guard let group = plan.group(of: number) else { return "-" }
    let place = plan.groups[group]
    reader.seek(to: place.firstName + number - place.firstInput)
    return PathText.of(place.directory + reader.name)
  }

  // MARK: - Opening

  /// Closes the current input and opens another; cheapest in the order of the plan.
  ///
  /// - Parameter name: the name that its file has in its directory by now, where that is not the plan's any more.
  package mutating func open(_ number: Int, named name: [UInt8]? = nil) throws(InputFailure) {
    close()
    newName = name
    group = plan.group(of: number)
    do throws(SystemError) {
      if let group {
        let place = plan.groups[group]
        reader.seek(to: place.firstName + number - place.firstInput)
        descriptor = try directory.open(name ?? reader.name, in: place, number: group)
        isRegular = !place.holdsPipes
      } else {
        descriptor = 0
        isRegular = false
      }
    } catch {
      failure = .cannotOpen(error)
      throw .cannotOpen(error)
    }
    isAtEnd = false
  }

  /// Closes the current input, if there is one.
  package mutating func close() {
    // Standard input belongs to the process.
    if descriptor > 0 { Kernel.close(descriptor) }
    descriptor = -1
    format = .undetected
    input.reset()
    isBetweenMembers = false
    failure = nil
    isAtEnd = true
    memberTime = nil
  }

  /// Whether the current input is a regular file: then a read that does not fill its room has
  /// reached the end (POSIX, `read`), and no second one has to find nothing.
  package private(set) var isRegular = false

  /// Whether the current input has a path, and is not standard input.
  var isNamed: Bool { group != nil }

  /// The last component of the current input's path; empty for standard input.
  package var name: [UInt8] { isNamed ? newName ?? reader.name : [] }

  // MARK: - Reading

  /// Fills the buffer as far as the input reaches, and returns the number of octets.
  ///
  /// Fewer than the buffer holds means that the input has ended (``isAtEnd``) or cannot be read
  /// further (``failure``); 0 is the end. All octets that could be decompressed are delivered
  /// before the failure is thrown, by the next call.
  package mutating func read(
    into buffer: inout MutableSpan<UInt8>
  ) throws(InputFailure) -> Int {
    var filled = 0
    if failure == nil && !isAtEnd {
      do throws(InputFailure) {
        try fill(&buffer, &filled)
      } catch {
        failure = error
      }
    }
    if filled == 0, let failure { throw failure }
    return filled
  }
}
