// SPDX-License-Identifier: Apache-2.0

/// How one call of a decoder ended. What it read and wrote is shown by the input and the index.
enum DecodingStep: Equatable {
  /// It stopped for want of input or of room.
  case goesOn
  /// The end of a gzip member or zstd frame.
  case ended
  case corrupt
  case windowTooLarge
  /// What stands where another frame may begin is none.
  case notAFrame
}
