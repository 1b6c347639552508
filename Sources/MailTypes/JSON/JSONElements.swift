// SPDX-License-Identifier: Apache-2.0

/// Cuts a JSON text that comes in pieces into the elements of its long lists and a frame, the text without them, so that no
/// more than one element is in memory. The lists are members of chosen members: `{"servers": {"hosts": [ … ]}}`.
///
/// It follows strings and brackets alone; whether they are JSON says who reads the elements and the frame.
package struct JSONElements {
  /// The names of a list and of the object that it is in.
  package struct List: Equatable, Sendable {
    package var object: String
    package var name: String
  }

  /// What stands around the elements; objects and arrays among a list's elements are missing from it, anything else is in it.
  package private(set) var frame: [UInt8] = []
  private var element: [UInt8] = []
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// The string that was read last in the frame: the name of what follows.
  private var name: [UInt8] = []
  /// The name of the object at depth 2.
  private var object = ""
  /// The list that the text is in, and the depth of its elements.
  private var list: List?

  private static let listDepth = 3

  /// The members whose lists are cut out.
  private let objects: [String]

  package init(listsOf objects: [String]) { self.objects = objects }

  /// Takes the next octets; hands out each element that ends in them.
  package mutating func scan(_ octets: Span<UInt8>, _ body: (List, [UInt8]) -> Void) {
    for index in octets.indices { take(octets[index], body) }
  }

  private mutating func take(_ octet: UInt8, _ body: (List, [UInt8]) -> Void) {
    let isElement = list != nil && depth > Self.listDepth
    if isInString {
      keep(octet, isElement)
      if isEscaped {
        isEscaped = false
      } else if octet == UInt8(ascii: "\\") {
        isEscaped = true
      } else if octet == UInt8(ascii: "\"") {
        isInString = false
      } else if !isElement {
        name.append(octet)
      }
      return
    }
    switch octet {
    case UInt8(ascii: "\""):
      isInString = true
      if !isElement { name = [] }
      keep(octet, isElement)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      keep(octet, isElement || list != nil)
      open(octet)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      keep(octet, isElement)
      close(body)
    case UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
      UInt8(ascii: "\n"):
      // What separates elements goes with them.
      if list == nil || isElement { keep(octet, isElement) }
    default: keep(octet, isElement)
    }
  }

  private mutating func keep(_ octet: UInt8, _ isElement: Bool) {
    if isElement { element.append(octet) } else { frame.append(octet) }
  }

  private mutating func open(_ octet: UInt8) {
    depth += 1
    if depth == 2 { object = String(decoding: name, as: UTF8.self) }
    if depth == Self.listDepth, octet == UInt8(ascii: "["), objects.contains(object) {
      list = List(object: object, name: String(decoding: name, as: UTF8.self))
    }
  }

  private mutating func close(_ body: (List, [UInt8]) -> Void) {
    depth -= 1
    guard let list else { return }
    if depth == Self.listDepth {
      body(list, element)
      element.removeAll(keepingCapacity: true)
    } else if depth < Self.listDepth {
      self.list = nil
    }
  }
}
