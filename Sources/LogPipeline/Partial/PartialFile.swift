// SPDX-License-Identifier: Apache-2.0
package import MailTypes
internal import OctetSources
package import SystemCalls

/// A file with a partial result, for reading: its last frame at once, its sessions block by block.
package struct PartialFile: Sendable {
  /// Why a file cannot be read as a partial result.
  package enum Failure: Error, Equatable, Sendable {
    case system(SystemError)
    case defect(CodingDefect)
  }

  package let path: String
  package let kind: PartialForm.Kind
  /// Offset of the last frame.
  private let place: Int
  private let size: Int

  package init(path: String) throws(Failure) {
    self.path = path
    let file = try OpenFile(path)
    size = try file.size()
    let signature = PartialForm.signature
    guard try file.read(at: 0, count: min(signature.count, size)) == signature else {
      throw .defect(.foreign)
    }
    guard size >= signature.count + PartialForm.head + PartialForm.tail else {
      throw .defect(.truncated)
    }
    place = PartialForm.number(
      try file.read(at: size - PartialForm.tail, count: PartialForm.tail))
    guard place >= signature.count, place <= size - PartialForm.head - PartialForm.tail,
      let kind = PartialForm.Kind(rawValue: try file.read(at: place, count: 1)[0]),
      kind != .sessions
    else { throw .defect(.truncated) }
    self.kind = kind
  }

  /// The value of the last frame.
  package func last<Value: FieldCoded>(_ type: Value.Type) throws(Failure) -> Value {
    let file = try OpenFile(path)
    let (frame, end) = try file.frame(at: place, kind)
    guard end == size - PartialForm.tail else { throw .defect(.damaged) }
    return try Self.value(type, kind, frame)
  }

  /// Gives its sessions.
  package func forEachBlock(_ body: (SessionBlock) -> Void) throws(Failure) {
    let file = try OpenFile(path)
    var offset = PartialForm.signature.count
    while offset < place {
      let (frame, end) = try file.frame(at: offset, .sessions)
      guard end <= place else { throw .defect(.damaged) }
      body(try Self.value(SessionBlock.self, .sessions, frame))
      offset = end
    }
  }

  private static func value<Value: FieldCoded>(
    _ type: Value.Type, _ kind: PartialForm.Kind, _ frame: [UInt8]
  ) throws(Failure) -> Value {
    do throws(CodingDefect) {
      return try PartialForm.value(type, kind, frame)
    } catch {
      throw .defect(error)
    }
  }
}

extension PartialFile.Failure: CustomStringConvertible {
  /// The end of a sentence that begins with the path.
  package var description: String {
    switch self {
    case .system(let error): "cannot be read: \(error)"
    case .defect(.foreign): "is not a partial result"
    case .defect(let defect): defect.description
    }
  }
}

/// An open descriptor.
private struct OpenFile: ~Copyable {
  private let descriptor: Int32

  init(_ path: String) throws(PartialFile.Failure) {
    do throws(SystemError) {
      descriptor = try Kernel.open(Array(path.utf8))
    } catch {
      throw .system(error)
    }
  }

  deinit { Kernel.close(descriptor) }

  func size() throws(PartialFile.Failure) -> Int {
    do throws(SystemError) {
      return try Kernel.facts(of: descriptor).size
    } catch {
      throw .system(error)
    }
  }

  func read(at offset: Int, count: Int) throws(PartialFile.Failure) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: count)
    var room = octets.mutableSpan
    let read: Int
    do throws(SystemError) {
      read = try Kernel.read(descriptor, at: offset, into: &room)
    } catch {
      throw .system(error)
    }
    guard read == count else { throw .defect(.truncated) }
    return octets
  }

  /// The frame of that kind at an offset, and where it ends.
  func frame(
    at offset: Int, _ kind: PartialForm.Kind
  ) throws(PartialFile.Failure) -> (octets: [UInt8], end: Int) {
    let head = try read(at: offset, count: PartialForm.head)
    let count = PartialForm.number(head.dropFirst())
    guard head[0] == kind.rawValue, count <= PartialForm.most else { throw .defect(.damaged) }
    let start = offset + PartialForm.head
    return (try read(at: start, count: count), start + count)
  }
}
