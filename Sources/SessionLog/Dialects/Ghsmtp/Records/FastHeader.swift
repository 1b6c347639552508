// SPDX-License-Identifier: Apache-2.0

/// What follows the time in a glog header, read with a few wide loads and hardly a branch; together
/// with `HeaderSecond` it is `RecordHeader`'s fast twin.
///
/// It understands only what nearly all records are (`RecordHeader`'s `glog` form, call site of 8 to
/// 24 octets that ends within 64 octets of the line and has a blank behind it), and does not look
/// into the site. Whatever else there is, also in error, it leaves to `RecordHeader`.
///
/// Unsafe code: loads up to 72 octets from the line's beginning.
struct FastHeader {
  /// By how many octets a year moves what follows it: 4, or 0 where there is none.
  var shift: Int
  var microsecond: Int64
  var thread: UInt64
  var site: CallSites.Key
  /// Where the message begins, counted from the line's beginning.
  var message: Int

  @inline(__always)
  init?(_ line: UnsafeRawPointer, count: Int, threads: borrowing ThreadFields) {
    // The octet behind `mmdd` is a blank, 0x20; the one behind `yyyy` a digit, 0x3n.
    shift = unsafe Int(line.load(fromByteOffset: 5, as: UInt8.self) &>> 2) & 4
    let head = unsafe line + shift

    // `.uuuuuu `: what is left of each octet is 0, or up to 9 for the digits.
    let fraction = unsafe OctetWord.load(head, 14) ^ 0x2030_3030_3030_302e
    guard (fraction | (fraction &+ 0x0006_0606_0606_0600)) & 0xfff0_f0f0_f0f0_f0ff == 0,
      let field = unsafe threads.read(head + 22)
    else { return nil }
    thread = field.thread
    microsecond = Int64(bitPattern: OctetWord.decimal(fraction &<< 8))

    let siteStart = 23 &+ shift &+ field.count
    // A site of eight octets or more ends behind octet 32.
    let brackets = unsafe UInt64(OctetMask.equal32(line + 32, to: 0x5d)) &<< 32
    let behind = brackets &>> UInt64(truncatingIfNeeded: siteStart)
    let siteCount = behind.trailingZeroBitCount
    message = siteStart &+ siteCount &+ 2
    // `message` is below 66 where there is a bracket, and no shorter line goes further.
    guard CallSites.Key.counts.contains(siteCount), message <= count,
      unsafe line.load(fromByteOffset: message &- 1, as: UInt8.self) == 0x20
    else { return nil }
    site = unsafe CallSites.Key(
      first: OctetWord.load(line, siteStart),
      second: OctetWord.load(line, siteStart &+ min(8, siteCount &- 8)),
      last: OctetWord.load(line, message &- 10), count: siteCount)
  }
}
