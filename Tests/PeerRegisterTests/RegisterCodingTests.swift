// SPDX-License-Identifier: Apache-2.0
import MailTypes
import PeerRegister
import ProviderFindings
import SessionFixtures
import TestSupport
import Testing

/// A register as the octets that a state keeps.
@Suite struct RegisterCodingTests {
  private func copy<Value: FieldCoded>(_ value: Value) throws -> Value {
    try CodedOctets.read(
      Value.self, CodedOctets.write(value, kind: 1, version: 1), kind: 1, version: 1)
  }

  @Test(arguments: Seed.several(20))
  func `a register of peers comes back`(seed: Seed) throws {
    var generator = seed.generator
    var directory = ProviderDirectory()
    var register = PeerRegister()
    for id in 1...150 { register.add(generator.session(id: UInt64(id)), in: &directory) }
    #expect(try copy(register) == register)
    var doubled = try copy(register)
    doubled.merge(register)
    var expected = register
    expected.merge(register)
    #expect(doubled == expected)
  }
}
