// SPDX-License-Identifier: Apache-2.0

@main
enum FuzzDamage {
  static func main() {
    unsafe fuzz { data, count in
      let octets = unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
      guard let input = DamageInput(octets) else { return -1 }
      if let problem = input.violation() { fatalError(problem) }
      return 0
    }
  }
}
