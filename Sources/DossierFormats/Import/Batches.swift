import DossierClient
import DossierCore
import DossierWire

/// Cuts new resources into batches that the server takes.
enum Batches {
    typealias Item = (item: DossierResource, fields: JSONValue)

    /// At most `Limits.batchItems` each, and small enough for one message; those that others of their kind refer to
    /// come first.
    static func of(_ items: [Item], _ kind: ResourceKind) -> [[Item]] {
        var batches: [[Item]] = []
        var bytes = 0
        for item in ordered(items, kind) {
            let size = item.fields.encode().count + Limits.idCharacters
            if batches.isEmpty || batches.last!.count == Limits.batchItems || bytes + size > Limits.messageBytes / 2 {
                batches.append([])
                bytes = 0
            }
            batches[batches.count - 1].append(item)
            bytes += size
        }
        return batches
    }

    /// Each after those of its kind that it names, where that is possible; else in their order.
    private static func ordered(_ items: [Item], _ kind: ResourceKind) -> [Item] {
        let byName = Dictionary(items.map { ($0.item.name, $0) }) { first, _ in first }
        var seen: Set<String> = []
        var result: [Item] = []
        for item in items {
            // Depth first, with a stack of our own: chains can be long.
            var stack: [(name: String, isDone: Bool)] = [(item.item.name, false)]
            while let (name, isDone) = stack.popLast() {
                guard let current = byName[name] else { continue }
                if isDone { result.append(current) }
                guard !isDone, seen.insert(name).inserted else { continue }
                stack.append((name, true))
                stack += current.fields.names(of: kind).filter { !seen.contains($0) }.reversed().map { ($0, false) }
            }
        }
        return result
    }
}

extension JSONValue {
    /// The names of resources of a kind that stand anywhere in it.
    fileprivate func names(of kind: ResourceKind) -> [String] {
        switch self {
        case .string(let text): text.hasPrefix("\(kind)/") ? [text] : []
        case .array(let elements): elements.flatMap { $0.names(of: kind) }
        case .object(let members): members.flatMap { $0.value.names(of: kind) }
        default: []
        }
    }
}
