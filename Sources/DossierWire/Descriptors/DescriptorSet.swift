import DossierCore

/// Files as protoc describes them, read from bytes that nobody has to trust: google.protobuf.FileDescriptorSet.
///
/// What is read is what a client must know to call methods: messages, enums, services. Extensions and options are
/// passed over, but stay in each file's `encoded`.
public struct DescriptorSet: Sendable {
    /// In the order of the set.
    public let files: [FileDescription]

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

    /// The service of that full name; nil when no file has it.
    public func service(_ name: String) -> ServiceDescription? {
        for file in files {
            if let service = file.services.first(where: { $0.name == name }) { return service }
        }
        return nil
    }
}
