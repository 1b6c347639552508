// SPDX-License-Identifier: Apache-2.0

/// One thread id, several sessions: all children of one server process since glog 0.7.
extension SessionAssembler {
  /// Whether the record begins a session beside one that is still open under the same thread id.
  mutating func isConcurrent(_ logged: LoggedEvent, _ first: Int) -> Bool {
    guard case .connected = logged.event, logged.thread > SessionLimits.kernelThreads else {
      return false
    }
    return slots[first].isOpenBeside(logged)
  }

  /// Finds the session of a record where several share a thread id: by the peer it names, else by
  /// what it can follow, else the one that was heard of last. Where it could be the record of several,
  /// or can follow none of them, all of those are in doubt.
  mutating func sharedSlot(
    for logged: LoggedEvent, _ first: Int, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    if case .connected = logged.event { return open(logged, block, into: &sink) }
    let text = RecordText(block, message: logged.message)
    var best = -1
    var bestRank = -1
    var index = first
    while index >= 0 {
      let rank = slots[index].plausibility(of: logged, text)
      let isNewer = best >= 0 && slots[index].newestOrdinal > slots[best].newestOrdinal
      if rank > bestRank || rank == bestRank && isNewer {
        best = index
        bestRank = rank
      }
      index = slots[index].next
    }
    if logged.time.since(slots[best].newest).magnitude > slots[best].silence.magnitude {
      close(best, isGone: true, into: &sink)
      return open(logged, block, into: &sink)
    }
    if case .remark = logged.event { return best }
    throwDoubt(onAll: first, of: bestRank, logged, text)
    return best
  }

  /// Throws doubt on the sessions that a record fits as well as the one that it is taken for.
  private mutating func throwDoubt(
    onAll first: Int, of rank: Int, _ logged: LoggedEvent, _ text: borrowing RecordText
  ) {
    var count = 0
    var index = first
    while index >= 0 {
      if slots[index].plausibility(of: logged, text) == rank { count += 1 }
      index = slots[index].next
    }
    guard count > 1 || rank == 0 else { return }
    index = first
    while index >= 0 {
      if slots[index].plausibility(of: logged, text) == rank {
        slots[index].session.thrownDoubt.insert(.sharedThread)
      }
      index = slots[index].next
    }
  }
}
