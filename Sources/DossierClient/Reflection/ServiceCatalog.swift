import CProtobufC
import DossierCore
import DossierWire

/// Services of a server as its reflection describes them: enough to call any method with JSON, without code generated
/// for it.
public struct ServiceCatalog: Sendable {
    /// By their names, with their methods in the order of the .proto file.
    public let services: [ServiceDescription]
    private let files: DescriptorSet
    private let types: DescriptorIndex

    /// All services of a server.
    /// - Throws: UNIMPLEMENTED when the server has no reflection.
    public static func all(
        of client: Client,
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> ServiceCatalog {
        try await client.attempt(options, isRepeatable: true) { (connection, options) throws(Status) in
            var reflection = try Reflection(connection, options)
            let names = try await reflection.services()
            let files = try await reflection.files(of: names)
            await reflection.end()
            return try ServiceCatalog(names.sorted(), in: files)
        }
    }

    /// One service of a server, in one round trip.
    /// - Throws: UNIMPLEMENTED when there is no such service, saying which there are, or when the server has no
    ///   reflection.
    public static func service(
        _ name: String,
        of client: Client,
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> ServiceCatalog {
        try await client.attempt(options, isRepeatable: true) { (connection, options) throws(Status) in
            var reflection = try Reflection(connection, options)
            let catalog = try ServiceCatalog([name], in: try await reflection.files(of: [name]))
            let others = catalog.services.isEmpty ? try await reflection.services() : []
            await reflection.end()
            guard catalog.services.isEmpty else { return catalog }
            throw unknown("service \(name)", name, among: others)
        }
    }

    private init(_ names: [String], in files: DescriptorSet) throws(Status) {
        services = names.compactMap(files.service)
        self.files = files
        types = try DescriptorIndex(files)
    }

    /// How a method is described.
    /// - Throws: UNIMPLEMENTED, with what is known, when there is none of that name.
    public func description(of name: MethodName) throws(Status) -> ServiceDescription.Method {
        guard let service = services.first(where: { $0.name == name.service }) else {
            throw Self.unknown("service \(name.service)", name.service, among: services.map(\.name))
        }
        guard let method = service.methods.first(where: { $0.name == name.method }) else {
            let what = "method \(name.method) of \(name.service)"
            throw Self.unknown(what, name.method, among: service.methods.map(\.name))
        }
        return method
    }

    /// A method with its messages, made at run time.
    /// - Throws: as `description(of:)`; INVALID_ARGUMENT for messages that cannot be made, such as groups.
    public func method(_ name: MethodName) throws(Status) -> ServiceMethod {
        let described = try description(of: name)
        let pool = try pool(for: [described.input, described.output])
        guard let input = pool[described.input], let output = pool[described.output] else {
            throw Status(.internal, "the server describes \(name) without its messages")
        }
        return ServiceMethod(name: name, input: input, output: output, of: pool)
    }

    /// All types of the files, since an Any may hold any of them; these alone where another cannot be made.
    private func pool(for names: [String]) throws(Status) -> DescriptorPool {
        if let whole = try? DescriptorPool(files, types: Array(types.messages.keys)) { return whole }
        return try DescriptorPool(files, types: names)
    }

    /// The message of that full name; nil when the files hold none.
    public func message(_ name: String) -> MessageDescription? { types.messages[name]?.description }

    /// The enum of that full name; nil when the files hold none.
    public func enumeration(_ name: String) -> EnumDescription? { types.enums[name]?.description }

    private static func unknown(_ what: String, _ word: String, among known: [String]) -> Status {
        let near = NearestName.of(word, among: known) ?? known.first { $0.hasSuffix(".\(word)") }
        let hint = near.map { "did you mean \($0)?" } ?? "there are \(known.sorted().joined(separator: ", "))"
        return Status(.unimplemented, "the server has no \(what); \(hint)")
    }
}
