// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct PlanGoldenTests {
  @Test(arguments: TransferDomain.allCases)
  func `the samples are planned as recorded`(target: TransferDomain) throws {
    var text = ""
    for path in Repository.files(below: "samples/messages", endingWith: ".eml") {
      let message = try Repository.octets(path)
      let plan = ConversionPlanner.plan(
        for: message.span, policy: ConversionPolicy(target: target))
      text += "\(path): \(summary(of: plan))\n"
      for part in plan.parts {
        text += "  \(part.path) at \(part.offset): \(name(of: part.action))\n"
      }
    }
    expectGolden(text, named: "plans-\(target.rawValue).txt")
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
