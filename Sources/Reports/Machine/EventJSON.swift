// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// A record with its event as a JSON object, for `dump`.
package enum EventJSON {
  /// Writes a record; with `event` what it says as well.
  package static func write(
    _ logged: LoggedEvent, in block: [UInt8], input: String, zone: ZoneRules, event: Bool,
    into writer: inout JSONWriter
  ) {
    writer.object { object in
      object.member("input", input)
      object.member("offset", logged.ordinal)
      object.member(
        "time", TimeText.rfc3339(zone.zoned(logged.time, stated: logged.zoneOffsetMinutes)))
      object.member("yearSource", logged.yearSource.name)
      object.member("severity", logged.severity.name)
      object.member("thread", logged.thread)
      object.member("origin", logged.origin.name)
      object.member("message", octets: block[logged.message.indices])
      if event {
        object.member("event", name(of: logged.event))
        object.object("facts") { facts in
          write(logged.event, message: block[logged.message.indices], into: &facts)
        }
      }
    }
  }

  /// The name of the event's case.
  package static func name(of event: SessionEvent) -> String {
    Mirror(reflecting: event).children.first?.label ?? "\(event)"
  }

  /// The parameters of the event's case: texts as text, the rest as it prints.
  private static func write(
    _ event: SessionEvent, message: ArraySlice<UInt8>, into writer: inout JSONWriter
  ) {
    guard let value = Mirror(reflecting: event).children.first?.value else { return }
    let parameters = Mirror(reflecting: value)
    if parameters.displayStyle == .tuple {
      for (index, child) in parameters.children.enumerated() {
        // A tuple's unnamed elements have labels such as `.0`.
        let label = child.label ?? ".\(index)"
        writer.key(label.hasPrefix(".") ? "value" + label.dropFirst() : label)
        write(child.value, message: message, into: &writer)
      }
    } else {
      writer.key("value")
      write(value, message: message, into: &writer)
    }
  }

  private static func write(
    _ value: Any, message: ArraySlice<UInt8>, into writer: inout JSONWriter
  ) {
    switch value {
    case let range as TextRange:
      let start = message.startIndex + Int(range.start)
      writer.string(octets: message[start..<start + Int(range.count)])
    case let flag as Bool: writer.bool(flag)
    case let number as any BinaryInteger: writer.number(number)
    default: writer.string("\(value)")
    }
  }
}

extension Severity {
  package var name: String {
    switch self {
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    case .fatal: "fatal"
    }
  }
}

extension MessageOrigin {
  package var name: String {
    switch self {
    case .server: "server"
    case .client: "client"
    case .shared: "shared"
    case .unknown: "unknown"
    }
  }
}
