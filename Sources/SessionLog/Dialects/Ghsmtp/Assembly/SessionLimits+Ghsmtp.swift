// SPDX-License-Identifier: Apache-2.0

/// Limits of this dialect: how long a session can be silent, and the dates at which the MTA's logs began
/// to say a thing.
extension SessionLimits {
  // MARK: Time, in microseconds
  private static let second: Int64 = 1_000_000

  /// Longest silence inside an inbound session. The server reads for 5 minutes at most before it
  /// gives up; a record that comes later under the same thread id is another session's.
  static let inboundSilence = 6 * 60 * second
  /// Longest silence inside an outbound session: the client may wait 10 minutes for the reply to
  /// the end of data (RFC 5321 section 4.5.3.2.6).
  static let outboundSilence = 11 * 60 * second
  /// How long after its end a session can still get records: the client program tidies up.
  static let linger = 10 * second
  /// The server's alarm clock: the overall limit of a session, and what it is set to when a
  /// message turns out to be ham.
  static let overallAlarm = 120 * second
  static let hamAlarm = 300 * second
  /// How exact the alarm is: an end this soon behind it is the alarm's.
  static let alarmSlack = 1 * second

  // MARK: Dates of the log's wordings (commit dates; microseconds since 1970 in log time)
  /// 2016-10-06: from here on the server logs the commands that it accepts: MAIL, RCPT, DATA, QUIT.
  static let commandsLogged = LogTimestamp(microseconds: 1_475_712_000 * second)
  /// 2017-07-02: from here on the server logs the parameters of MAIL (BODY, SMTPUTF8), and BDAT.
  static let parametersLogged = LogTimestamp(microseconds: 1_498_953_600 * second)
  /// 2017-12-11: from here on the server logs whether a client certificate verified, so that
  /// neither line means that there was none.
  static let clientCertificatesLogged = LogTimestamp(microseconds: 1_512_950_400 * second)
  /// 2021-06-05: from here on a bare address literal can also mean that the peer has no confirmed
  /// name; before, such a peer was called `unknown`.
  static let bareAddressAmbiguous = LogTimestamp(microseconds: 1_622_851_200 * second)
  /// 2026-04-08: from here on every orderly end of a server process is logged, so that a session
  /// without one cannot be told from one that is still open.
  static let endAlwaysLogged = LogTimestamp(microseconds: 1_775_606_400 * second)
  /// The end of 2018: until then the replies are taken to be those of the build of June 2018.
  static let repliesOfJune2018 = LogTimestamp(microseconds: 1_546_300_800 * second)

  // MARK: Size
  /// Error records of one session whose copies are recognised.
  static let errorRecords = 64
  /// Open sessions after which the idle ones are looked for.
  static let slotsBeforeSweep = 64
  /// Slots that are kept from one file to the next.
  static let slotsKept = 256

  /// Thread ids above this are pthread handles, which the children of one server share; below are
  /// kernel thread ids (`PID_MAX_LIMIT` is 2^22).
  static let kernelThreads: UInt64 = 1 << 22
}
