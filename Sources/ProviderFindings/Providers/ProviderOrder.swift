// SPDX-License-Identifier: Apache-2.0

/// The place of each of some providers when all are in order. To sort much by provider is then to
/// compare numbers, where names would be compared again and again.
struct ProviderOrder {
  private var places: [UInt64: Int] = [:]

  init(_ providers: some Sequence<Provider>) {
    var known: [UInt64: Provider] = [:]
    for provider in providers where known[provider.hash] == nil {
      known[provider.hash] = provider
    }
    places.reserveCapacity(known.count)
    for (place, provider) in known.values.sorted().enumerated() { places[provider.hash] = place }
  }

  /// From 0; `provider` is one of those.
  func place(of provider: Provider) -> Int { places[provider.hash] ?? 0 }
}
