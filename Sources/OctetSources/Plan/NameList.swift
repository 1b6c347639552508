// SPDX-License-Identifier: Apache-2.0

/// File names in few octets: each name holds only what differs from the name before it.
///
/// A million session files of one directory have names of 60 octets that differ in the last ten;
/// stored this way they take about 17 octets each. Every ``restartInterval``th name is whole, so that
/// a reader can begin near any position.
struct NameList: Sendable {
  /// Octets of one block; a list that grows allocates a further block and copies nothing.
  private static let blockCapacity = 1 << 20
  /// Most octets of one name: NAME_MAX of Linux. The two lengths of a name are single octets.
  static let longestName = 255
  static let restartInterval = 16

  /// Each name: octets shared with the name before, number of octets that follow, these octets.
  private var fullBlocks: [[UInt8]] = []
  private var lastBlock: [UInt8] = []
  /// Where every ``restartInterval``th name begins.
  private var restarts: [Place] = []
  private var previous: [UInt8] = []
  private(set) var count = 0

  init() {}

  private struct Place {
    var block: UInt32
    var offset: UInt32
  }

  /// Adds a name of at most ``longestName`` octets.
  mutating func append(_ name: borrowing Span<UInt8>) {
    precondition(name.count <= Self.longestName)
    if lastBlock.count + 2 + name.count > Self.blockCapacity {
      fullBlocks.append(lastBlock)
      lastBlock = []
      lastBlock.reserveCapacity(Self.blockCapacity)
    }
    var shared = 0
    if count % Self.restartInterval == 0 {
      restarts.append(
        Place(block: UInt32(fullBlocks.count), offset: UInt32(lastBlock.count)))
    } else {
      let most = min(previous.count, name.count)
      while shared < most && previous[shared] == name[shared] { shared += 1 }
    }
    lastBlock.append(UInt8(shared))
    lastBlock.append(UInt8(name.count - shared))
    previous.removeSubrange(shared...)
    for index in shared..<name.count {
      lastBlock.append(name[index])
      previous.append(name[index])
    }
    count += 1
  }

  /// Reads names of a list forwards from any position.
  struct Reader: Sendable {
    private let list: NameList
    /// Number of the name that ``advance()`` will read.
    private(set) var position = 0
    private var blockNumber = 0
    private var block: [UInt8] = []
    private var offset = 0
    /// The name read last; empty before the first.
    private(set) var name: [UInt8] = []

    init(_ list: NameList) {
      self.list = list
      block = list.block(0)
      name.reserveCapacity(NameList.longestName)
    }

    /// Makes the name at a position of the list the current one.
    mutating func seek(to target: Int) {
      if target + 1 == position { return }
      let isNear = target >= position && target < position + NameList.restartInterval
      if !isNear {
        let restart = target / NameList.restartInterval
        position = restart * NameList.restartInterval
        enterBlock(Int(list.restarts[restart].block))
        offset = Int(list.restarts[restart].offset)
      }
      while position <= target && advance() {}
    }

    /// Reads the next name into ``name``; false after the last.
    mutating func advance() -> Bool {
      guard position < list.count else { return false }
      if offset == block.count { enterBlock(blockNumber + 1) }
      let shared = Int(block[offset])
      let start = offset + 2
      let end = start + Int(block[offset + 1])
      name.removeSubrange(shared...)
      name.append(contentsOf: block[start..<end])
      offset = end
      position += 1
      return true
    }

    private mutating func enterBlock(_ number: Int) {
      blockNumber = number
      block = list.block(number)
      offset = 0
    }
  }

  private func block(_ number: Int) -> [UInt8] {
    number < fullBlocks.count ? fullBlocks[number] : lastBlock
  }
}
