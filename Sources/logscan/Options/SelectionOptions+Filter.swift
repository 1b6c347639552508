// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MailTypes
import ProviderFindings
import Reports
import SessionLog

extension SelectionOptions {
  /// The filter that the options ask for.
  func filter(now: LogTimestamp, zone: ZoneRules) throws -> SessionFilter {
    var filter = SessionFilter()
    filter.direction = direction?.direction
    filter.provider = provider.map { Glob(InternationalName.inULabels($0)) }
    if let range = try timeRange(now: now, zone: zone) {
      filter.since = range.lowerBound
      filter.until = range.upperBound
    }
    do throws(PeerPattern.ParseError) {
      if let peer { filter.peer = try PeerPattern(parsing: peer) }
    } catch {
      throw ValidationError("--peer: \(error)")
    }
    do throws(WhereError) {
      if let condition { filter.condition = try WhereExpression(parsing: condition) }
    } catch {
      throw ValidationError("--where: \(error)")
    }
    return filter
  }
}

extension SessionFilter {
  /// What `--where` understands.
  static let help = WhereExpression.help
}
