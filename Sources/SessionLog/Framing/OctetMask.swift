// SPDX-License-Identifier: Apache-2.0
#if arch(x86_64)
  import _Builtin_intrinsics.intel
#endif

/// Sets of octets as bit masks: bit *n* stands for octet *n*.
///
/// Unsafe code: loads 16, 32 or 64 octets from any address; the caller's buffer must have them. Its
/// plain twin is a comparison octet by octet (in `PlainRecordScanner` and `RecordHeader`).
enum OctetMask {
  /// Which of the 64 octets at `pointer` are `octet`.
  @inline(__always)
  static func equal64(_ pointer: UnsafeRawPointer, to octet: UInt8) -> UInt64 {
    unsafe UInt64(equal32(pointer, to: octet)) | UInt64(equal32(pointer + 32, to: octet)) &<< 32
  }

  /// Which of the 16 octets at `pointer` are `octet`.
  @inline(__always)
  static func equal16(_ pointer: UnsafeRawPointer, to octet: UInt8) -> UInt32 {
    unsafe equal(vector(pointer), SIMD16<UInt8>(repeating: octet))
  }

  /// Which of the 32 octets at `pointer` are `octet`.
  @inline(__always)
  static func equal32(_ pointer: UnsafeRawPointer, to octet: UInt8) -> UInt32 {
    let wanted = SIMD16<UInt8>(repeating: octet)
    return unsafe equal(vector(pointer), wanted) | equal(vector(pointer + 16), wanted) &<< 16
  }

  /// Which of the 32 octets at `pointer` are decimal digits.
  @inline(__always)
  static func digits32(_ pointer: UnsafeRawPointer) -> UInt32 {
    unsafe digits(vector(pointer)) | digits(vector(pointer + 16)) &<< 16
  }

  @inline(__always)
  private static func vector(_ pointer: UnsafeRawPointer) -> SIMD16<UInt8> {
    unsafe pointer.loadUnaligned(as: SIMD16<UInt8>.self)
  }

  #if arch(x86_64)
    @inline(__always)
    private static func equal(_ octets: SIMD16<UInt8>, _ wanted: SIMD16<UInt8>) -> UInt32 {
      unsafe UInt32(
        bitPattern: _mm_movemask_epi8(
          _mm_cmpeq_epi8(
            unsafeBitCast(octets, to: __m128i.self), unsafeBitCast(wanted, to: __m128i.self))))
    }

    /// A digit minus `0` is at most 9, and the lesser of it and 9 is itself.
    @inline(__always)
    private static func digits(_ octets: SIMD16<UInt8>) -> UInt32 {
      let value = unsafe unsafeBitCast(
        octets &- SIMD16(repeating: 0x30), to: __m128i.self)
      let nine = unsafe unsafeBitCast(SIMD16<UInt8>(repeating: 9), to: __m128i.self)
      return UInt32(
        bitPattern: _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(value, nine), value)))
    }
  #else
    @inline(__always)
    private static func equal(_ octets: SIMD16<UInt8>, _ wanted: SIMD16<UInt8>) -> UInt32 {
      bits(octets .== wanted)
    }

    @inline(__always)
    private static func digits(_ octets: SIMD16<UInt8>) -> UInt32 {
      bits((octets &- SIMD16(repeating: 0x30)) .< SIMD16(repeating: 10))
    }

    @inline(__always)
    private static func bits(_ lanes: SIMDMask<SIMD16<Int8>>) -> UInt32 {
      let weights = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
      let chosen = SIMD16<UInt8>(repeating: 0).replacing(with: weights, where: lanes)
      return UInt32(chosen.lowHalf.wrappedSum()) | UInt32(chosen.highHalf.wrappedSum()) &<< 8
    }
  #endif
}
