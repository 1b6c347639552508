// SPDX-License-Identifier: Apache-2.0
internal import CSystemCalls

/// Some octets of a file as memory, without the copy that reading makes: half of the processor time of a conversion would
/// go into such copies. Reading (`BlockReader` without windows) is the safe twin.
///
/// Who shortens the file meanwhile does not end the program: the octets that have gone are NUL, and `isDamaged` says so.
@safe package final class FileWindow {
  private let window: Int32
  private var octets = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// Users of the octets, for whose sake the window stays where it is.
  private var users = 0

  package init() { window = sc_window_open() }

  deinit { if window >= 0 { sc_window_close(window) } }

  /// Octets between the places at which a window may begin. Larger than any page of the kernel's.
  package static let alignment = 64 << 10

  /// Moves the window. False if that is not possible here: then it shows nothing.
  ///
  /// - Parameter range: octets that the file has; its beginning is a multiple of `alignment`.
  package func show(_ range: Range<Int>, of descriptor: Int32) -> Bool {
    guard window >= 0, users == 0, !range.isEmpty else { return false }
    unsafe octets = UnsafeBufferPointer(start: nil, count: 0)
    let start = unsafe sc_window_map(window, descriptor, range.lowerBound, range.count)
    guard let start = unsafe start else { return false }
    let first = unsafe start.assumingMemoryBound(to: UInt8.self)
    unsafe octets = UnsafeBufferPointer(start: first, count: range.count)
    return true
  }

  /// Shows nothing any more, so that a file that was removed gives its room back.
  package func hide() {
    guard window >= 0, users == 0 else { return }
    unsafe octets = UnsafeBufferPointer(start: nil, count: 0)
    sc_window_hide(window)
  }

  /// Hands out octets of the window, by their places in it.
  package func withOctets<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    users += 1
    defer { users -= 1 }
    let shown = unsafe UnsafeBufferPointer(rebasing: octets[range])
    return try body(unsafe Span(_unsafeElements: shown))
  }

  /// Whether octets have gone from the file since the window was moved.
  package var isDamaged: Bool { sc_window_is_damaged(window) != 0 }
}
