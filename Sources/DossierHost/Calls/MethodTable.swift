import CDossierModule
import DossierCore

/// Every method that is served, found by its name's bytes. Immutable.
struct MethodTable: Sendable {
    /// They live as long as the directory: calls do not count their references to them.
    private var methods: [Unmanaged<HostedMethod>] = []
    /// Places in `methods` by the hashes of their paths, -1 where there is none: twice as many as methods or more, a power
    /// of two.
    private var slots = [Int32](repeating: -1, count: 2)
    private var services: Set<String> = []

    /// With the methods of one more module, behind those that are here.
    func adding(_ module: LoadedModule) -> MethodTable {
        var table = self
        let types = module.messageTypes
        var metrics = module.methods.makeIterator()
        for index in 0..<Int(module.declaration.pointee.n_services) {
            let service = module.declaration.pointee.services[index]
            let name = String(cString: service.descriptor.pointee.name)
            table.services.insert(name)
            for place in 0..<Int(service.descriptor.pointee.n_methods) {
                guard let metrics = metrics.next() else { preconditionFailure("a module counts each of its methods") }
                let path = "\(name)/\(metrics.name)"
                let index = table.methods.count
                let method = HostedMethod(path, module, service, metrics, place: place, index: index, types: types)
                table.methods.append(Unmanaged.passRetained(method))
            }
        }
        table.index()
        return table
    }

    private mutating func index() {
        while slots.count < 2 * methods.count { slots.append(contentsOf: slots) }
        slots = Array(repeating: -1, count: slots.count)
        for (index, method) in methods.enumerated() {
            var slot = method._withUnsafeGuaranteedRef { Self.hash($0.path) } & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }

    /// Whether a module's methods are here.
    func serves(_ module: LoadedModule) -> Bool { methods.contains { $0.takeUnretainedValue().module === module } }

    subscript(index: Int) -> Unmanaged<HostedMethod> { methods[index] }

    /// Lets go of the methods, which no call may use any more.
    func release() { for method in methods { method.release() } }

    /// The method of that name; UNIMPLEMENTED.
    func find(
        service: UnsafeRawBufferPointer,
        method: UnsafeRawBufferPointer
    ) throws(Status) -> Unmanaged<HostedMethod> {
        var slot = Self.hash(service, method) & (slots.count - 1)
        while slots[slot] >= 0 {
            let found = methods[Int(slots[slot])]
            if found._withUnsafeGuaranteedRef({ $0.isNamed(service, method) }) { return found }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard services.contains(service.text) else {
            let known = services.sorted().joined(separator: ", ")
            throw Status(.unimplemented, "no module serves \(service.text.prefix(200)); there are \(known)")
        }
        throw Status(.unimplemented, "\(service.text) has no method \(method.text.prefix(200))")
    }

    private static let slash = UInt8(ascii: "/")

    private static func hash(_ path: String) -> Int {
        var path = path
        return path.withUTF8 { path in
            let slash = path.firstIndex(of: slash)!
            let bytes = UnsafeRawBufferPointer(path)
            return hash(
                UnsafeRawBufferPointer(rebasing: bytes[..<slash]),
                UnsafeRawBufferPointer(rebasing: bytes[(slash + 1)...])
            )
        }
    }

    /// Any hash will do, for the names are the modules': a caller cannot add to them.
    private static func hash(_ service: UnsafeRawBufferPointer, _ method: UnsafeRawBufferPointer) -> Int {
        let hash = mixed(mixed(0, service) ^ UInt64(slash), method)
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }

    private static func mixed(_ seed: UInt64, _ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = seed
        var place = 0
        while place + 8 <= bytes.count {
            hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        while place < bytes.count {
            hash = mixed(hash ^ UInt64(bytes[place]))
            place += 1
        }
        return hash
    }

    /// By the golden ratio, as Fibonacci hashing does; then the high bits, which depend on all, come down.
    private static func mixed(_ word: UInt64) -> UInt64 {
        let product = word &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 29
    }
}
