// SPDX-License-Identifier: Apache-2.0

/// A glog header read with a few wide loads and hardly a branch: `RecordHeader`'s fast twin.
///
/// It understands only what nearly all records are (`RecordHeader`'s `glog` form, call site of 8 to
/// 24 octets that ends within 64 octets of the line), and does not look into the site. Whatever
/// else there is, also in error, it leaves to `RecordHeader`.
///
/// Unsafe code: loads up to 72 octets from the line's beginning and up to 8 before it.
struct FastHeader {
  var severity: Severity
  var second: HeaderSecond
  var microsecond: Int64
  var thread: UInt64
  var site: CallSites.Key
  /// Where the message begins, counted from the line's beginning.
  var message: Int

  @inline(__always)
  init?(_ line: UnsafeRawPointer, count: Int) {
    // The octet behind `mmdd` is a blank, 0x20; the one behind `yyyy` a digit, 0x3n.
    let shift = unsafe Int(line.load(fromByteOffset: 5, as: UInt8.self) &>> 2) & 4
    let head = unsafe line + shift
    second = unsafe HeaderSecond(
      first: word(head, 1), last: word(head, 6),
      year: line.loadUnaligned(fromByteOffset: 1, as: UInt32.self), statesYear: shift != 0)

    // Bit 0 is the first digit of the fraction, bit 7 the beginning of the thread id.
    let digits = unsafe UInt64(OctetMask.digits32(line + 15)) &>> UInt64(shift)
    let fraction = unsafe word(head, 14)
    guard digits & 0x7f == 0x3f,
      fraction & 0xff00_0000_0000_00ff == 0x2000_0000_0000_002e,
      let severity = unsafe Self.severity(line.load(as: UInt8.self))
    else { return nil }
    self.severity = severity
    microsecond = Int64(bitPattern: decimal((fraction &>> 8) &<< 16))

    let numbers = digits &>> 7
    let blanks = numbers.trailingZeroBitCount
    if blanks != 0 {
      let padding = unsafe UInt64(head.loadUnaligned(fromByteOffset: 22, as: UInt32.self))
      guard blanks <= 4, (padding ^ 0x2020_2020) & ((1 &<< UInt64(8 &* blanks)) &- 1) == 0
      else { return nil }
    }
    let length = (~(numbers &>> UInt64(blanks))).trailingZeroBitCount
    let threadEnd = 22 &+ shift &+ blanks &+ length
    guard length <= 20, unsafe line.load(fromByteOffset: threadEnd, as: UInt8.self) == 0x20
    else { return nil }
    thread = unsafe Self.thread(line + threadEnd, digits: length)

    let siteStart = threadEnd &+ 1
    // A site of eight octets or more ends behind octet 32.
    let brackets = unsafe UInt64(OctetMask.equal32(line + 32, to: 0x5d)) &<< 32
    let siteCount = (brackets &>> UInt64(siteStart)).trailingZeroBitCount
    let close = siteStart &+ siteCount
    // `close` is below 64 where there is a bracket, and no shorter line goes further.
    guard CallSites.Key.counts.contains(siteCount), close < count else { return nil }
    let atEnd = close &+ 1 == count
    guard unsafe atEnd || line.load(fromByteOffset: close &+ 1, as: UInt8.self) == 0x20 else {
      return nil
    }
    message = atEnd ? count : close &+ 2
    site = unsafe CallSites.Key(
      first: word(line, siteStart), second: siteCount > 16 ? word(line, siteStart &+ 8) : 0,
      last: word(line, close &- 8), count: siteCount)
  }

  /// `Severity(letter:)` without a branch: two bits for each letter from `E` to `W`.
  @inline(__always)
  private static func severity(_ letter: UInt8) -> Severity? {
    let place = UInt64(letter &- 0x45)
    guard place < 19, (0x40013 as UInt64 &>> place) & 1 != 0 else { return nil }
    return Severity(
      rawValue: UInt8(truncatingIfNeeded: (0x10_0000_000e as UInt64) &>> (place &* 2)) & 3)
  }

  /// The number whose `digits` digits end before `end`.
  @inline(__always)
  private static func thread(_ end: UnsafeRawPointer, digits: Int) -> UInt64 {
    var value = unsafe lastDigits(end - 8, min(digits, 8))
    if digits > 8 {
      value &+= unsafe lastDigits(end - 16, min(digits &- 8, 8)) &* 100_000_000
      if digits > 16 {
        value &+= unsafe lastDigits(end - 24, digits &- 16) &* 10_000_000_000_000_000
      }
    }
    return value
  }

  /// The number that the last `digits` of eight octets show.
  @inline(__always)
  private static func lastDigits(_ octets: UnsafeRawPointer, _ digits: Int) -> UInt64 {
    unsafe decimal(word(octets, 0) & (~0 &<< UInt64(64 &- 8 &* digits)))
  }
}

/// Date and time of a header up to the second, as octets: equal for equal times.
struct HeaderSecond: Equatable {
  /// `mmdd hh:`
  var first: UInt64
  /// `hh:mm:ss`
  var last: UInt64
  /// `yyyy`, or `mmdd` again where no year is stated.
  var year: UInt32
  var statesYear: Bool

  /// The date, and the seconds since midnight; nil if it is not a time of the calendar and clock.
  /// Years before 1970, which could be mistaken for `mmdd`, are left to `RecordHeader`.
  func read() -> (date: CivilDate, seconds: Int)? {
    func number(_ word: UInt64, _ place: UInt64) -> Int {
      let tens = Int((word >> (8 * place)) & 0xff) - 0x30
      let ones = Int((word >> (8 * place + 8)) & 0xff) - 0x30
      return (0...9).contains(tens) && (0...9).contains(ones) ? tens * 10 + ones : -10_000
    }
    func octet(_ place: UInt64) -> UInt64 { (last >> (8 * place)) & 0xff }
    let hour = number(last, 0)
    let minute = number(last, 3)
    let second = number(last, 6)
    let year = number(UInt64(year), 0) * 100 + number(UInt64(year), 2)
    guard (first >> 32) & 0xff == 0x20, octet(2) == 0x3a, octet(5) == 0x3a,
      (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second),
      !statesYear || year >= 1970,
      let date = CivilDate(
        year: statesYear ? year : 2000, month: number(first, 0), day: number(first, 2))
    else { return nil }
    return (date, (hour * 60 + minute) * 60 + second)
  }
}

@inline(__always)
private func word(_ pointer: UnsafeRawPointer, _ offset: Int) -> UInt64 {
  unsafe UInt64(littleEndian: pointer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// The number that eight digits show, the first one in the lowest octet; NUL counts as 0.
@inline(__always)
private func decimal(_ octets: UInt64) -> UInt64 {
  let ones = octets & 0x0f0f_0f0f_0f0f_0f0f
  let tens = ((ones &* (1 &+ 10 &<< 8)) &>> 8) & 0x00ff_00ff_00ff_00ff
  let hundreds = ((tens &* (1 &+ 100 &<< 16)) &>> 16) & 0x0000_ffff_0000_ffff
  return (hundreds &* (1 &+ 10_000 &<< 32)) &>> 32
}
