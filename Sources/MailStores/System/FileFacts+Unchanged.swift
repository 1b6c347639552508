// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

extension FileFacts {
  /// Looks at the file again; throws if it is another one by now, or somebody has written to it.
  func requireUnchanged(
    _ path: String, _ look: () throws(SystemError) -> FileFacts?
  ) throws(StoreFailure) {
    let now: FileFacts?
    do throws(SystemError) { now = try look() } catch { throw .cannotRead(path, error) }
    guard let now, now.isUnchanged(self) else { throw .changedMeanwhile(path) }
  }
}
