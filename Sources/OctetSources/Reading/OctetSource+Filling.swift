// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

extension OctetSource {
  /// Fills the buffer from `filled` on; sets ``isAtEnd`` when everything was delivered.
  mutating func fill(
    _ buffer: inout MutableSpan<UInt8>, _ filled: inout Int
  ) throws(InputFailure) {
    if format == .undetected { try detect(&buffer, &filled) }
    while filled < buffer.count && !isAtEnd {
      switch format {
      case .undetected, .plain: try copy(into: &buffer, &filled)
      case .gzip: try decodeGzip(into: &buffer, &filled)
      case .zstd: try decodeZstd(into: &buffer, &filled)
      }
    }
  }

  // MARK: - Detection

  /// Finds out the format from the first octets, which are read straight into the caller's buffer:
  /// there they stay if the input is plain, as most are.
  private mutating func detect(
    _ buffer: inout MutableSpan<UInt8>, _ filled: inout Int
  ) throws(InputFailure) {
    guard buffer.count >= Compression.magicLength else {
      // No room for it: the octets wait in the decoder's input.
      try input.refill(from: descriptor, atLeast: Compression.magicLength)
      if input.isEmpty { try checkWriter() }
      try begin(Compression(startOf: input.octets.span.extracting(input.unread)))
      return
    }
    // No more than the decoder's input can take over.
    let end = min(buffer.count, CompressedInput.capacity)
    var inputHasEnded = false
    while filled < Compression.magicLength && !inputHasEnded {
      inputHasEnded = try !readPlain(into: &buffer, from: &filled, upTo: end)
    }
    if filled == 0 { try checkWriter() }
    let compression = Compression(startOf: buffer.span.extracting(..<filled))
    if compression == nil {
      isAtEnd = inputHasEnded
    } else {
      input.fill(with: buffer.span.extracting(..<filled), isAtEnd: inputHasEnded)
      filled = 0
    }
    try begin(compression)
  }

  /// An empty FIFO is one that nobody writes to: the user would wait for nothing, or has mistyped.
  private func checkWriter() throws(InputFailure) {
    guard isNamed, let status = try? Kernel.facts(of: descriptor) else { return }
    if status.kind == .pipe { throw .noWriter }
  }

  private mutating func begin(_ compression: Compression?) throws(InputFailure) {
    switch compression {
    case nil: format = .plain
    case .gzip:
      format = .gzip
      memberTime = input.gzipTime
      guard gzip.begin() else { throw .windowTooLarge(.gzip) }
    case .zstd:
      format = .zstd
      guard zstd.begin() else { throw .windowTooLarge(.zstd) }
    case .some(let other): throw .unsupported(other)
    }
  }

  // MARK: - Formats

  private mutating func copy(
    into buffer: inout MutableSpan<UInt8>, _ filled: inout Int
  ) throws(InputFailure) {
    if !input.isEmpty {
      input.move(into: &buffer, from: &filled)
    } else if input.isAtEnd {
      isAtEnd = true
    } else {
      isAtEnd = try !readPlain(into: &buffer, from: &filled, upTo: buffer.count)
      if filled == buffer.count { Kernel.adviseSequential(descriptor) }
    }
  }

  /// One read; false if the input has ended with it.
  private func readPlain(
    into buffer: inout MutableSpan<UInt8>, from filled: inout Int, upTo end: Int
  ) throws(InputFailure) -> Bool {
    do {
      let mayGoOn = try Kernel.read(descriptor, into: &buffer, from: &filled, upTo: end)
      return mayGoOn && (filled == end || !isRegular)
    } catch {
      throw .cannotRead(error)
    }
  }

  private mutating func decodeGzip(
    into buffer: inout MutableSpan<UInt8>, _ filled: inout Int
  ) throws(InputFailure) {
    if isBetweenMembers {
      try enterNextMember()
      return
    }
    if input.isEmpty && !input.isAtEnd { try input.refill(from: descriptor) }
    let before = filled
    switch gzip.decode(&input, into: &buffer, from: &filled) {
    case .ended: isBetweenMembers = true
    case .goesOn:
      if input.isEmpty && input.isAtEnd && filled == before { throw .truncated(.gzip) }
    case .corrupt, .windowTooLarge, .notAFrame: throw .corrupt(.gzip)
    }
  }

  /// After a gzip member: another one, or zeros (which tapes and some disks pad with), or the end.
  private mutating func enterNextMember() throws(InputFailure) {
    repeat {
      try input.refill(from: descriptor, atLeast: 2)
      input.consumeZeros()
    } while input.isEmpty && !input.isAtEnd
    try input.refill(from: descriptor, atLeast: 2)
    if input.isEmpty {
      isAtEnd = true
      return
    }
    guard input.startsGzipMember, gzip.begin() else { throw .trailingGarbage(.gzip) }
    isBetweenMembers = false
  }

  private mutating func decodeZstd(
    into buffer: inout MutableSpan<UInt8>, _ filled: inout Int
  ) throws(InputFailure) {
    if input.isEmpty && !input.isAtEnd { try input.refill(from: descriptor) }
    if input.isEmpty && input.isAtEnd && zstd.isBetweenFrames {
      isAtEnd = true
      return
    }
    let before = filled
    switch zstd.decode(&input, into: &buffer, from: &filled) {
    case .ended: break
    case .goesOn:
      if input.isEmpty && input.isAtEnd && filled == before { throw .truncated(.zstd) }
    case .notAFrame: throw .trailingGarbage(.zstd)
    case .corrupt: throw .corrupt(.zstd)
    case .windowTooLarge: throw .windowTooLarge(.zstd)
    }
  }
}
