import DossierCore
import DossierWire

/// Resources that an import compares or sends together: no more than `Limits.importCalls`, of no more than
/// `Limits.importGroupBytes` unless one alone has more.
struct ImportGroup {
    private(set) var resources: [DossierResource] = []
    private var bytes = 0

    /// Adds a resource, if there is room.
    /// - Returns: whether there was.
    mutating func take(_ resource: DossierResource) -> Bool {
        let size = resource.fields.memory
        let hasRoom = resources.count < Limits.importCalls && bytes + size <= Limits.importGroupBytes
        guard hasRoom || resources.isEmpty else { return false }
        resources.append(resource)
        bytes += size
        return true
    }
}

extension JSONValue {
    /// Bytes that it takes in memory, nearly.
    fileprivate var memory: Int {
        let own = MemoryLayout<Self>.stride
        return switch self {
        case .null, .bool: own
        case .number(let text), .string(let text): own + text.utf8.count
        case .array(let elements): elements.reduce(own) { $0 + $1.memory }
        case .object(let members):
            members.reduce(own) { $0 + MemoryLayout<String>.stride + $1.name.utf8.count + $1.value.memory }
        }
    }
}
