// SPDX-License-Identifier: Apache-2.0
#if arch(x86_64)
  import _Builtin_intrinsics.intel
#endif

/// Sets of octets among 64 as bit masks: bit *n* stands for octet *n*.
///
/// Unsafe code: loads 64 octets from any address; the caller's buffer must have them. Its plain
/// twin is a comparison octet by octet (see `LinesTests`).
enum OctetMask {
  /// Which of the 64 octets at `pointer` are `octet`.
  @inline(__always)
  static func equal(_ pointer: UnsafeRawPointer, to octet: UInt8) -> UInt64 {
    #if arch(x86_64)
      let wanted = unsafe unsafeBitCast(SIMD16<UInt8>(repeating: octet), to: __m128i.self)
      return unsafe gather(
        _mm_movemask_epi8(_mm_cmpeq_epi8(vector(pointer, 0), wanted)),
        _mm_movemask_epi8(_mm_cmpeq_epi8(vector(pointer, 16), wanted)),
        _mm_movemask_epi8(_mm_cmpeq_epi8(vector(pointer, 32), wanted)),
        _mm_movemask_epi8(_mm_cmpeq_epi8(vector(pointer, 48), wanted)))
    #else
      return unsafe portable(pointer) { $0 .== SIMD16(repeating: octet) }
    #endif
  }

  /// Which of the 64 octets at `pointer` are decimal digits.
  @inline(__always)
  static func digits(_ pointer: UnsafeRawPointer) -> UInt64 {
    #if arch(x86_64)
      return unsafe gather(
        digits(vector(pointer, 0)), digits(vector(pointer, 16)),
        digits(vector(pointer, 32)), digits(vector(pointer, 48)))
    #else
      return unsafe portable(pointer) { $0 &- SIMD16(repeating: 0x30) .< SIMD16(repeating: 10) }
    #endif
  }

  #if arch(x86_64)
    @inline(__always)
    private static func vector(_ pointer: UnsafeRawPointer, _ offset: Int) -> __m128i {
      unsafe pointer.loadUnaligned(fromByteOffset: offset, as: __m128i.self)
    }

    /// A digit minus `0` is at most 9, and the lesser of it and 9 is itself.
    @inline(__always)
    private static func digits(_ octets: __m128i) -> Int32 {
      let value = unsafe _mm_sub_epi8(
        octets, unsafeBitCast(SIMD16<UInt8>(repeating: 0x30), to: __m128i.self))
      let nine = unsafe unsafeBitCast(SIMD16<UInt8>(repeating: 9), to: __m128i.self)
      return _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(value, nine), value))
    }

    @inline(__always)
    private static func gather(_ a: Int32, _ b: Int32, _ c: Int32, _ d: Int32) -> UInt64 {
      let low = UInt64(UInt32(bitPattern: a)) | UInt64(UInt32(bitPattern: b)) &<< 16
      let high = UInt64(UInt32(bitPattern: c)) | UInt64(UInt32(bitPattern: d)) &<< 16
      return low | high &<< 32
    }
  #else
    @inline(__always)
    private static func portable(
      _ pointer: UnsafeRawPointer, _ test: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>
    ) -> UInt64 {
      var mask: UInt64 = 0
      for part in 0..<4 {
        let octets = unsafe pointer.loadUnaligned(
          fromByteOffset: part &* 16, as: SIMD16<UInt8>.self)
        let bits = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        let chosen = SIMD16<UInt8>(repeating: 0).replacing(with: bits, where: test(octets))
        let halves =
          UInt64(chosen.lowHalf.wrappedSum()) | UInt64(chosen.highHalf.wrappedSum()) &<< 8
        mask |= halves &<< UInt64(part &* 16)
      }
      return mask
    }
  #endif
}
