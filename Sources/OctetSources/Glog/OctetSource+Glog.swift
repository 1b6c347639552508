// SPDX-License-Identifier: Apache-2.0

extension OctetSource {
  /// What the name of the current input says, if it is one of glog's.
  package var glogFileName: GlogFileName? { GlogFileName(name.span) }
}
