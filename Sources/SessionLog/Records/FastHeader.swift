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
  /// `mmdd` and, where it is stated, `yyyy`, as octets: equal for equal dates.
  var date: UInt64
  var timeOfDay: Int64
  var thread: UInt64
  var site: CallSites.Key
  /// Where the message begins, counted from the line's beginning.
  var message: Int

  /// Digits of `mmdd hh:mm:ss.uuuuuu` behind the severity letter.
  private static let digits: UInt64 = 0b1_1111_1011_0110_1101_1110

  @inline(__always)
  init?(_ line: UnsafeRawPointer, count: Int) {
    let digits = unsafe OctetMask.digits(line)
    let hasYear = unsafe line.load(fromByteOffset: 5, as: UInt8.self) != 0x20
    let shift = hasYear ? 4 : 0
    let head = unsafe line + shift
    let letter = unsafe line.load(as: UInt8.self)
    let severity = Self.severity(letter)
    let dayEnd = unsafe word(head, 5)
    let fraction = unsafe word(head, 14)
    let isForm =
      (digits &>> UInt64(shift)) & Self.digits == Self.digits
      && digits & 0x1e == 0x1e
      && dayEnd & 0x00ff_0000_ff00_00ff == 0x003a_0000_3a00_0020
      && fraction & 0xff00_0000_0000_00ff == 0x2000_0000_0000_002e
    guard isForm, let severity else { return nil }

    // "hh:mm:ss": two digits become one number in octets 0, 3 and 6.
    let clock = unsafe word(head, 6) & 0x0f0f_0f0f_0f0f_0f0f
    let pairs = clock &* 10 &+ (clock &>> 8)
    let hour = pairs & 0xff
    let minute = (pairs &>> 24) & 0xff
    let second = (pairs &>> 48) & 0xff
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    let microsecond = unsafe decimal(word(head, 15) &<< 16)
    timeOfDay = Int64(
      bitPattern: ((hour &* 60 &+ minute) &* 60 &+ second) &* 1_000_000 &+ microsecond)

    let afterTime = 22 &+ shift
    let numbers = digits &>> UInt64(afterTime)
    let blanks = numbers.trailingZeroBitCount
    let padding = unsafe UInt64(line.loadUnaligned(fromByteOffset: afterTime, as: UInt32.self))
    let length = (~(numbers &>> UInt64(blanks & 63))).trailingZeroBitCount
    let threadEnd = afterTime &+ blanks &+ length
    guard blanks <= 4, length <= 20, threadEnd < 56,
      (padding ^ 0x2020_2020) & ((1 &<< UInt64(8 &* blanks)) &- 1) == 0,
      unsafe line.load(fromByteOffset: threadEnd, as: UInt8.self) == 0x20
    else { return nil }
    thread = unsafe Self.thread(line + threadEnd, digits: length)

    let siteStart = threadEnd &+ 1
    let closing = unsafe OctetMask.equal(line, to: 0x5d) &>> UInt64(siteStart)
    let siteCount = closing.trailingZeroBitCount
    let close = siteStart &+ siteCount
    // `close` is below 64 where there is a bracket, and no line that short goes further.
    guard CallSites.Key.counts.contains(siteCount), close < count else { return nil }
    let atEnd = close &+ 1 == count
    guard unsafe atEnd || line.load(fromByteOffset: close &+ 1, as: UInt8.self) == 0x20 else {
      return nil
    }
    message = atEnd ? count : close &+ 2
    let more = UInt64(min(siteCount &- 8, 8))
    site = unsafe CallSites.Key(
      first: word(line, siteStart), second: word(line, siteStart &+ 8) & (~0 >> (64 &- 8 &* more)),
      last: word(line, close &- 8), count: siteCount)

    self.severity = severity
    let year = unsafe hasYear ? UInt64(line.loadUnaligned(fromByteOffset: 1, as: UInt32.self)) : 0
    date = unsafe UInt64(head.loadUnaligned(fromByteOffset: 1, as: UInt32.self)) | year &<< 32
  }

  @inline(__always)
  private static func severity(_ letter: UInt8) -> Severity? {
    letter == 0x49 ? .info : Severity(letter: letter)
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
