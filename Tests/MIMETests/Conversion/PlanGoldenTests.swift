// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct PlanGoldenTests {
  /// The policies that together show every reason. The samples are short, so that most are converted only where nothing
  /// need be gained.
  private static let policies: [(name: String, policy: ConversionPolicy)] =
    TransferDomain.allCases.map {
      ($0.rawValue, ConversionPolicy(target: $0, onlyWithGain: false))
    } + [
      (
        "delivery",
        ConversionPolicy(
          target: .binary, purpose: .delivery, quotedPrintable: true, onlyWithGain: false)
      ),
      (
        "mailbox",
        ConversionPolicy(target: .eightBit, avoidsFromLines: true, onlyWithGain: false)
      ),
      ("gain", ConversionPolicy(target: .binary)),
    ]

  @Test(arguments: policies)
  func `the samples are planned as recorded`(name: String, policy: ConversionPolicy) throws {
    var text = ""
    for path in Repository.files(below: "samples/messages", endingWith: ".eml") {
      let message = try Repository.octets(path)
      let plan = ConversionPlanner.plan(for: message.span, policy: policy)
      text += "\(path): \(summary(of: plan))\n"
      for part in plan.parts {
        text += "  \(part.path) at \(part.offset): \(self.name(of: part.action))\n"
      }
    }
    expectGolden(text, named: "plans-\(name).txt")
  }

  @Test(arguments: ConversionReason.allCases)
  func `each reason has a sample of its name that shows it`(reason: ConversionReason) throws {
    let message = try Repository.octets("samples/messages/reasons/\(reason.rawValue).eml")
    let found = Self.policies.contains { _, policy in
      let plan = ConversionPlanner.plan(for: message.span, policy: policy)
      return plan.reason == reason || plan.refusals.contains { $0.reason == reason }
    }
    #expect(found)
  }

  private func summary(of plan: ConversionPlan) -> String {
    if let reason = plan.reason { return "refused, \(reason.rawValue)" }
    if plan.changesNothing { return "nothing to do" }
    return "\(plan.octetsBefore) -> \(plan.octetsAfter)" + (plan.makesWireForm ? ", wire form" : "")
  }

  private func name(of action: ConversionPlan.Action) -> String {
    switch action {
    case .convert(let from, let to): "convert \(from?.token ?? "none") -> \(to.token)"
    case .relabel(let from, let to): "relabel \(from?.token ?? "none") -> \(to.token)"
    case .keep: "keep"
    case .refuse(let reason): "refuse \(reason.rawValue)"
    }
  }
}
