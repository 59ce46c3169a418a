import CDossierModule
import CProtobufC
import DossierCore
import DossierWire
import ModuleKit

/// What a module declares, checked before anything of it runs, so that the server refuses it before its port opens.
struct ModuleCheck {
    private let source: ModuleSource
    private let module: dossier_module

    /// Services and kinds of the modules before, by name: no two may claim one. Files they may share.
    struct Claims {
        var modules: [String: String] = [:]
        var services: [String: String] = [:]
        var kinds: [String: String] = [:]
        var files = FileClaims()
    }

    init(_ source: ModuleSource, _ declaration: UnsafePointer<dossier_module>) throws(Status) {
        guard declaration.pointee.abi == DOSSIER_ABI else {
            throw source.refused("is of ABI \(declaration.pointee.abi), this server of \(DOSSIER_ABI): build it anew")
        }
        let size = Int(declaration.pointee.size)
        guard size >= dossier_module.firstVersionBytes else {
            throw source.refused("declares \(size) bytes, not \(dossier_module.firstVersionBytes)")
        }
        self.source = source
        module = dossier_module(declaration, bytes: size)
    }

    /// - Returns: the files that describe it.
    func check(against claims: inout Claims) throws(Status) -> DescriptorSet {
        guard let id = module.id.map({ String(cString: $0) }), !id.isEmpty, module.version != nil else {
            throw source.refused("has no id or no version")
        }
        guard module.start != nil, module.stop != nil else { throw source.refused("has no start or no stop") }
        guard module.file_descriptor_set.size > 0 else { throw source.refused("carries no file descriptor set") }
        try claim(id, in: &claims.modules, as: "the id", of: id)
        guard module.n_services == 0 || module.services != nil else {
            throw source.refused("declares \(module.n_services) services and gives none")
        }
        guard module.n_kinds == 0 || module.kinds != nil else {
            throw source.refused("declares \(module.n_kinds) kinds and gives none")
        }
        let described = try descriptions()
        for index in 0..<Int(module.n_services) { try checkService(module.services[index], id, described, &claims) }
        for index in 0..<Int(module.n_kinds) { try checkKind(module.kinds[index], id, &claims) }
        if let objection = claims.files.objection(to: described, of: id) { throw source.refused(objection) }
        return described
    }

    private func descriptions() throws(Status) -> DescriptorSet {
        do throws(Status) {
            return try DescriptorSet(decoding: module.file_descriptor_set.buffer)
        } catch {
            throw source.refused("carries a file descriptor set that cannot be read: \(error.message)")
        }
    }

    private func checkService(
        _ service: dossier_service,
        _ id: String,
        _ described: DescriptorSet,
        _ claims: inout Claims
    ) throws(Status) {
        guard let descriptor = service.descriptor?.pointee, descriptor.magic == PROTOBUF_C__SERVICE_DESCRIPTOR_MAGIC
        else {
            throw source.refused("declares a service without a descriptor of protobuf-c")
        }
        let name = String(cString: descriptor.name)
        try claim(name, in: &claims.services, as: "the service", of: id)
        guard descriptor.n_methods == 0 || service.methods != nil else {
            throw source.refused("declares \(name) without its methods")
        }
        for index in 0..<Int(descriptor.n_methods) {
            let declared = String(cString: descriptor.methods[index].name)
            let method = service.methods[index]
            guard let given = method.name.map({ String(cString: $0) }), given == declared else {
                throw source.refused("gives no method \(declared) in its place in \(name)")
            }
            guard method.handle != nil else { throw source.refused("has no handler for \(name)/\(declared)") }
            try checkRole(of: method, "\(name)/\(declared)")
            let streams = UInt32(DOSSIER_SERVER_STREAMS | DOSSIER_CLIENT_STREAMS | DOSSIER_WRITES)
            if method.flags & UInt32(DOSSIER_QUICK) != 0, method.flags & streams != 0 {
                throw source.refused("flags \(name)/\(declared) QUICK, but it streams or writes")
            }
            try checkDescription(of: descriptor.methods[index], flags: method.flags, in: name, described)
        }
    }

    /// One that nobody can have would make a method that nobody can call.
    private func checkRole(of method: dossier_method, _ name: String) throws(Status) {
        guard let role = method.role.map({ String(cString: $0) }), Role(rawValue: role) == nil else { return }
        throw source.refused("lets the role \"\(role)\" call \(name), which there is not; there are \(Role.names)")
    }

    /// Reflection must tell what is served; and protobuf-c's descriptors do not say who streams.
    private func checkDescription(
        of method: ProtobufCMethodDescriptor,
        flags: UInt32,
        in service: String,
        _ described: DescriptorSet
    ) throws(Status) {
        let name = "\(service)/\(String(cString: method.name))"
        guard let description = described.method(String(cString: method.name), of: service) else {
            throw source.refused("has no \(name) in its file descriptor set: generate both from one .proto")
        }
        guard description.input == String(cString: method.input.pointee.name),
            description.output == String(cString: method.output.pointee.name)
        else {
            throw source.refused("describes \(name) with other messages than it was built with: generate both anew")
        }
        guard description.clientStreams == (flags & UInt32(DOSSIER_CLIENT_STREAMS) != 0),
            description.serverStreams == (flags & UInt32(DOSSIER_SERVER_STREAMS) != 0)
        else {
            throw source.refused("flags \(name) otherwise than its .proto says who streams")
        }
    }

    private func checkKind(_ kind: dossier_kind, _ id: String, _ claims: inout Claims) throws(Status) {
        guard let name = kind.name.map({ String(cString: $0) }), name.wholeMatch(of: /[a-z][a-zA-Z0-9-]{0,62}/) != nil
        else {
            throw source.refused("declares a kind whose name is not 1 to 63 letters, digits and -")
        }
        guard module.index != nil else { throw source.refused("owns \(name) but has no index function") }
        try claim(name, in: &claims.kinds, as: "the kind", of: id)
        guard kind.n_fields == 0 || kind.fields != nil else {
            throw source.refused("declares \(kind.n_fields) terms of \(name) and gives none")
        }
        for index in 0..<Int(kind.n_fields) {
            let field = kind.fields[index]
            guard field.name != nil, field.type <= UInt32(DOSSIER_NAME) else {
                throw source.refused("declares a term of \(name) without a name or of an unknown type")
            }
            guard field.type != UInt32(DOSSIER_NAME) || field.kinds != nil else {
                throw source.refused("does not say what kinds \(name).\(String(cString: field.name)) names")
            }
        }
    }

    private func claim(
        _ name: String,
        in claims: inout [String: String],
        as what: String,
        of id: String
    ) throws(Status) {
        if let other = claims[name] { throw source.refused("claims \(what) \(name), which \(other) has") }
        claims[name] = id
    }
}

extension DescriptorSet {
    fileprivate func method(_ name: String, of service: String) -> ServiceDescription.Method? {
        self.service(service)?.methods.first { $0.name == name }
    }
}
