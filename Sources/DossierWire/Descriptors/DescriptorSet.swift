import DossierCore

/// Files as protoc describes them, read from bytes that nobody has to trust: google.protobuf.FileDescriptorSet.
///
/// What is read is what a client must know to call methods: messages, enums, services. Extensions and options are
/// passed over, but stay in each file's `encoded`.
public struct DescriptorSet: Sendable {
    /// In the order of the set.
    public private(set) var files: [FileDescription] = []

    /// None yet.
    public init() {}

    /// Reads an encoded FileDescriptorSet.
    /// - Throws: INVALID_ARGUMENT for what is no such set, saying why; RESOURCE_EXHAUSTED past
    ///   `Limits.descriptorSetBytes` or `Limits.descriptorElements`.
    public init(decoding bytes: UnsafeRawBufferPointer) throws(Status) {
        var files: [UnsafeRawBufferPointer] = []
        var fields = DescriptorFields(bytes)
        while let field = try fields.next() {
            // FileDescriptorSet.file
            guard field.number == 1 else { continue }
            files.append(try field.message)
        }
        try self.init(files)
    }

    /// As `init(decoding:)`, of an array's bytes.
    public init(decoding bytes: [UInt8]) throws(Status) {
        self = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in try DescriptorSet(decoding: bytes) }
    }

    /// Reads encoded FileDescriptorProtos, as server reflection hands them out.
    /// - Throws: as `init(decoding:)`.
    public init(files: [[UInt8]]) throws(Status) {
        var reader = DescriptorReader()
        var read: [FileDescription] = []
        for file in files {
            read.append(
                try file.span.bytes.withUnsafeBytes { (bytes) throws(Status) in try reader.file(bytes) }
            )
        }
        self.files = read
    }

    private init(_ files: [UnsafeRawBufferPointer]) throws(Status) {
        var reader = DescriptorReader()
        var read: [FileDescription] = []
        for file in files { read.append(try reader.file(file)) }
        self.files = read
    }

    /// Takes in another set's files, but for those whose names are here already.
    /// - Throws: RESOURCE_EXHAUSTED past `Limits.descriptorSetBytes`.
    public mutating func add(_ other: DescriptorSet) throws(Status) {
        var names = Set(files.map(\.name))
        files += other.files.filter { names.insert($0.name).inserted }
        guard files.reduce(0, { $0 + $1.encoded.count }) <= Limits.descriptorSetBytes else {
            throw Status(.resourceExhausted, "file descriptors: more than \(Limits.descriptorSetBytes) bytes")
        }
    }

    /// The files that its files import and it does not hold, each once.
    public var missingImports: [String] {
        var names = Set(files.map(\.name))
        return files.flatMap(\.dependencies).filter { names.insert($0).inserted }
    }

    /// The service of that full name; nil when no file has it.
    public func service(_ name: String) -> ServiceDescription? {
        for file in files {
            if let service = file.services.first(where: { $0.name == name }) { return service }
        }
        return nil
    }
}
