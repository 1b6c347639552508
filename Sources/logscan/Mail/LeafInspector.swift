// SPDX-License-Identifier: Apache-2.0
import MailTypes
import MIME
import MailStores
import Reports

/// Writes one JSON object for each leaf, as `mime inspect -f ndjson` shows it, and one for a message without any.
struct LeafInspector: MessageHandler, EntityEventSink {
  private let path: String
  private var scanner = EntityScanner()
  private var place = MessagePlace(input: 0, number: 0, offset: 0)
  private var position = 0
  private var meter = LeafMeter()
  private var decoder = BodyDecoder()
  private let encodedDigest: SHA256?
  private var decodedDigest: SHA256?
  private var leaf: EntityHead?
  private var bodyOffset = 0
  /// Defects of the entities that are open; those of a leaf are reported with it.
  private var defects: [DefectNames] = []
  private(set) var writer = JSONWriter()
  private(set) var messageCount = 0
  /// The message itself, for as long as no leaf of it has been met.
  private var root: (head: EntityHead, bodyOffset: Int)?
  private var hasLeaf = false
  /// Defects of the message outside of leaves, for a message that has none.
  private var otherDefects = DefectNames()

  init(path: String, withDigests: Bool) {
    self.path = path
    encodedDigest = withDigests ? SHA256() : nil
    decodedDigest = withDigests ? SHA256() : nil
  }

  mutating func beginMessage(_ place: MessagePlace) {
    self.place = place
    scanner = EntityScanner()
    position = 0
    messageCount += 1
    defects = []
    root = nil
    hasLeaf = false
    otherDefects = DefectNames()
  }

  mutating func receive(_ octets: Span<UInt8>) {
    var scanner = scanner
    scanner.scan(octets, into: &self)
    self.scanner = scanner
    flush(over: 64 << 10)
  }

  mutating func endMessage() {
    var scanner = scanner
    scanner.finish(into: &self)
    self.scanner = scanner
    if !hasLeaf { writeRoot() }
    flush(over: 0)
  }

  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    switch event {
    case .entityBegan: defects.append(DefectNames())
    case .defect(let defect): note(defect.kind)
    case .bodyBegan(let head): if head.kind == .leaf { begin(head) } else { pass(head) }
    case .body: measure(octets)
    case .entityEnded: end()
    default: break
    }
    position += octets.count
  }

  private mutating func note(_ kind: Defect.Kind) {
    if !defects.isEmpty { defects[defects.count - 1].add(kind) }
    if !hasLeaf { otherDefects.add(kind) }
  }

  private mutating func pass(_ head: EntityHead) {
    if root == nil { root = (head, position) }
  }

  /// A message without a leaf shows as an entity without number and octets, with all its defects.
  private mutating func writeRoot() {
    guard let root else { return }
    bodyOffset = root.bodyOffset
    encodedDigest?.begin()
    decodedDigest?.begin()
    write(root.head, LeafMeter.Result(), otherDefects.kinds)
  }

  private mutating func begin(_ head: EntityHead) {
    hasLeaf = true
    leaf = head
    bodyOffset = position
    meter.begin(head.encoding, isText: head.type.isText)
    decoder.begin(head.encoding)
    encodedDigest?.begin()
    decodedDigest?.begin()
  }

  private mutating func measure(_ octets: Span<UInt8>) {
    meter.measure(octets)
    guard var digest = decodedDigest else { return }
    encodedDigest?.write(octets)
    decoder.decode(octets, into: &digest)
    decodedDigest = digest
  }

  private mutating func end() {
    let own = defects.popLast() ?? DefectNames()
    guard let leaf else { return }
    self.leaf = nil
    let result = meter.finish()
    if var digest = decodedDigest { _ = decoder.finish(into: &digest) }
    write(leaf, result, own.kinds + result.defects)
  }

  private mutating func write(
    _ leaf: EntityHead, _ result: LeafMeter.Result, _ defects: [Defect.Kind]
  ) {
    let (path, place, offset) = (path, place, bodyOffset)
    let encoded = encodedDigest?.finish()
    let decoded = decodedDigest?.finish()
    writer.object { json in
      json.member("file", path)
      json.member("message", place.number)
      json.member("part", leaf.path.description)
      json.member("type", leaf.type.essence)
      json.member("encoding", leaf.encoding?.token ?? "")
      json.member("offset", place.offset + offset)
      json.member("encoded", result.size.encoded)
      json.member("decoded", result.size.decoded)
      if let encoded { json.member("encodedSHA256", encoded) }
      if let decoded { json.member("decodedSHA256", decoded) }
      if let layout = result.layout {
        json.object("regular") { json in
          json.member("width", layout.width)
          json.member("lineEnd", layout.lineEnd.rawValue)
          json.member("final", layout.finalLineEnds)
        }
      } else {
        json.key("regular")
        json.null()
      }
      json.strings("defects", defects.map(\.rawValue))
    }
    writer.endLine()
  }

  private mutating func flush(over limit: Int) {
    guard writer.octets.count > limit else { return }
    StandardOutput.write(writer.octets)
    writer.removeAll()
  }
}
