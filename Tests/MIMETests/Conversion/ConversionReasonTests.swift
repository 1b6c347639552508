// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct ConversionReasonTests {
  private func plan(_ reason: ReasonCase) -> ConversionPlan {
    ConversionPlanner.plan(
      for: Array(reason.message.utf8).span, policy: reason.policy, limits: reason.limits)
  }

  @Test(arguments: ReasonCase.messages)
  func `a message stays as it is, for one reason`(_ reason: ReasonCase) {
    let plan = plan(reason)
    #expect(plan.reason == reason.reason)
    #expect(plan.changesNothing)
    #expect(reason.reason.concernsMessage)
  }

  @Test(arguments: ReasonCase.parts)
  func `a part stays as it is, for one reason, and another is converted`(_ reason: ReasonCase) {
    let plan = plan(reason)
    #expect(plan.reason == nil)
    let part = plan.parts.first { $0.path.description == reason.part }
    #expect(part?.action == .refuse(reason.reason))
    #expect(plan.refusals.map(\.reason) == [reason.reason])
    #expect(plan.changesNothing == (reason.reason == .wholeBody))
    #expect(ConversionInvariants.violation(of: Array(reason.message.utf8)) == nil)
  }

  @Test func `every reason is shown by a case`() {
    let shown = Set((ReasonCase.messages + ReasonCase.parts).map(\.reason))
    #expect(ConversionReason.allCases.filter { !shown.contains($0) } == [])
  }

  @Test func `the names of the reasons and the document keep to one form`() {
    for reason in ConversionReason.allCases {
      #expect(reason.rawValue.allSatisfy { $0 == "-" || $0.isLowercase || $0.isNumber })
      #expect(!reason.explanation.isEmpty)
    }
    expectGolden(ConversionReason.document, named: "Documentation/ConversionReasons.md")
  }
}
