// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import Testing

@Suite struct NearestNameTests {
  private static let providers = [
    Provider(kind: .alias, key: "google", name: "Google"),
    Provider(kind: .domain, key: "bigmail.example"), Provider(kind: .domain, key: "telco.example"),
    Provider(kind: .network, key: "192.0.2.0/24"),
  ]

  @Test(arguments: [
    ("gogle", "Google"), ("GOOGEL", "Google"), ("bigmial.example", "bigmail.example"),
    ("telco", "telco.example"), ("mail.telco.example", "telco.example"),
    ("192.0.2", "192.0.2.0/24"), ("*goggle*", "Google"), ("x", nil), ("", nil),
    ("letterbox.invalid", nil),
  ])
  func `the nearest name is the one that was meant`(asked: String, name: String?) {
    var nearest = NearestName(to: asked)
    for provider in Self.providers { nearest.consider(provider) }
    #expect(nearest.name == name)
    // In any order, and in parts.
    var parts = NearestName(to: asked)
    for provider in Self.providers.reversed() {
      var part = NearestName(to: asked)
      part.consider(provider)
      parts.merge(part)
    }
    #expect(parts == nearest)
  }
}
