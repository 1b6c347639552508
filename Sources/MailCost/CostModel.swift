// SPDX-License-Identifier: Apache-2.0

/// What a volume of mail costs because of its transfer encodings: arithmetic, network and storage.
///
///     cpu     = payload × (passes / speed) × power × PUE
///     network = extra × hops × kWh per octet
///     storage = extra × years × copies × kWh per octet and year
package struct CostModel: Sendable {
  package var parameters: CostParameters

  package init(parameters: CostParameters = .embedded) { self.parameters = parameters }

  /// Mail, as far as its encodings cost something.
  package struct Volume: Equatable, Sendable {
    /// Octets on the wire.
    package var traffic: Double
    /// Decoded octets of base64 bodies.
    package var payload: Double
    /// Octets that binary would save.
    package var extra: Double

    package init(traffic: Double, payload: Double, extra: Double) {
      self.traffic = traffic
      self.payload = payload
      self.extra = extra
    }

    package func scaled(by factor: Double) -> Volume {
      Volume(traffic: traffic * factor, payload: payload * factor, extra: extra * factor)
    }
  }

  /// Energy in watt hours, and greenhouse gases.
  package struct Cost: Equatable, Sendable {
    package var cpu: Double
    package var networkAverage: Double
    package var networkMarginal: Double
    package var storage: Double
    /// Grams of CO2 equivalent per watt hour.
    package var intensity: Double

    /// All, with the network's energy shared out by volume.
    package var average: Double { cpu + networkAverage + storage }
    /// All, with what the network takes more for more volume.
    package var marginal: Double { cpu + networkMarginal + storage }
    package var gramsAverage: Double { average * intensity }
  }

  /// What a volume costs in one case.
  package func cost(of volume: Volume, _ choice: CostCase) -> Cost {
    let p = { (name: String) in parameters.value(name, choice) }
    let cpu = cpu(of: volume, choice, CodecRate(encode: p("codecSpeed"), decode: p("codecSpeed")))
    let carried = volume.extra * p("hops") / 1e9 * 1000
    let stored = volume.extra * p("retention") * p("copies") / 1e12 * 1000
    return Cost(
      cpu: cpu, networkAverage: carried * p("networkAverage"),
      networkMarginal: carried * p("networkMarginal"), storage: stored * p("storage"),
      intensity: p("gridIntensity") / 1000)
  }

  /// What the arithmetic alone costs at a given speed, in watt hours.
  package func cpu(of volume: Volume, _ choice: CostCase, _ rate: CodecRate) -> Double {
    let p = { (name: String) in parameters.value(name, choice) }
    let passes = p("encodePasses") / rate.encode + p("decodePasses") / rate.decode
    return volume.payload * passes * p("busyPower") * p("pue") / 3600
  }

  /// A year of the world's mail.
  ///
  /// - Parameter measured: mail whose shares of base64 and of octets saved stand for the world's; nil: the parameters.
  package func worldVolume(_ choice: CostCase, measured: Volume?) -> Volume {
    let p = { (name: String) in parameters.value(name, choice) }
    let traffic = p("messagesPerDay") * 365.25 * p("messageSize")
    if let measured, measured.traffic > 0 {
      return measured.scaled(by: traffic / measured.traffic)
    }
    return volume(ofTraffic: traffic, choice)
  }

  /// Traffic of so many octets, with the shares of the parameters where none are given.
  package func volume(
    ofTraffic traffic: Double, _ choice: CostCase = .central, base64Share: Double? = nil,
    savedShare: Double? = nil
  ) -> Volume {
    let base64 = base64Share ?? parameters.value("base64Share", choice)
    // 57 octets of payload take a line of 76 characters and CRLF.
    return Volume(
      traffic: traffic, payload: traffic * base64 * 57 / 78,
      extra: traffic * (savedShare ?? parameters.value("savedShare", choice)))
  }

  /// Bitcoin's energy in a year, in watt hours. In the low case mail is compared with the high figure, so that the share
  /// is a bound too.
  package func bitcoin(_ choice: CostCase) -> Double {
    let other: CostCase =
      switch choice {
      case .low: .high
      case .central: .central
      case .high: .low
      }
    return parameters.value("bitcoin", other) * 1e12
  }
}
