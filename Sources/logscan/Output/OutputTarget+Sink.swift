// SPDX-License-Identifier: Apache-2.0

extension OutputTarget {
  func write(_ octets: [UInt8]) throws(Failure) {
    var sink = try open()
    try sink.write(octets)
    try sink.finish()
  }

  func open() throws(Failure) -> OutputSink {
    try OutputSink(path: path, isVerbatim: isVerbatim)
  }
}
