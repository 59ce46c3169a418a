import CDossierModule
import DossierCore
import Glibc

/// Every method that is served, found by its name's bytes. Immutable.
struct MethodTable: Sendable {
    private var methods: [HostedMethod] = []
    private var byHash: [UInt64: Int] = [:]
    private var services: Set<String> = []

    /// With the methods of one more module, behind those that are here.
    func adding(_ module: LoadedModule) -> MethodTable {
        var table = self
        let types = module.messageTypes
        for index in 0..<Int(module.declaration.pointee.n_services) {
            let service = module.declaration.pointee.services[index]
            let name = String(cString: service.descriptor.pointee.name)
            table.services.insert(name)
            for place in 0..<Int(service.descriptor.pointee.n_methods) {
                let path = "\(name)/\(String(cString: service.methods[place].name))"
                table.byHash[Self.hash(path)] = table.methods.count
                let index = table.methods.count
                table.methods.append(HostedMethod(path, module, service, place: place, index: index, types: types))
            }
        }
        precondition(table.byHash.count == table.methods.count, "two methods of one hash")
        return table
    }

    /// Whether a module's methods are here.
    func serves(_ module: LoadedModule) -> Bool { methods.contains { $0.module === module } }

    subscript(index: Int) -> HostedMethod { methods[index] }

    /// The method of that name; UNIMPLEMENTED.
    func find(service: UnsafeRawBufferPointer, method: UnsafeRawBufferPointer) throws(Status) -> HostedMethod {
        if let index = byHash[Self.hash(service, method)], Self.isPath(methods[index].path, service, method) {
            return methods[index]
        }
        guard services.contains(service.text) else {
            let known = services.sorted().joined(separator: ", ")
            throw Status(.unimplemented, "no module serves \(service.text.prefix(200)); there are \(known)")
        }
        throw Status(.unimplemented, "\(service.text) has no method \(method.text.prefix(200))")
    }

    private static func isPath(_ path: String, _ service: UnsafeRawBufferPointer, _ method: UnsafeRawBufferPointer)
        -> Bool
    {
        let matches = path.utf8.withContiguousStorageIfAvailable { path in
            path.count == service.count + 1 + method.count
                && memcmp(path.baseAddress!, service.baseAddress!, service.count) == 0
                && path[service.count] == slash
                && memcmp(path.baseAddress! + service.count + 1, method.baseAddress!, method.count) == 0
        }
        return matches ?? (path == "\(service.text)/\(method.text)")
    }

    private static let slash = UInt8(ascii: "/")

    private static func hash(_ path: String) -> UInt64 {
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

    private static func hash(_ service: UnsafeRawBufferPointer, _ method: UnsafeRawBufferPointer) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bytes: service)
        hasher.combine(slash)
        hasher.combine(bytes: method)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
