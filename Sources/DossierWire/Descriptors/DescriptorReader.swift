import DossierCore

/// Reads the messages of descriptor.proto, which stand as numbers here: google/protobuf/descriptor.proto has them.
struct DescriptorReader {
    private var bytes = 0
    private var elements = 0

    /// A FileDescriptorProto.
    mutating func file(_ encoded: UnsafeRawBufferPointer) throws(Status) -> FileDescription {
        bytes += encoded.count
        guard bytes <= Limits.descriptorSetBytes else {
            throw Status(.resourceExhausted, "file descriptors: more than \(Limits.descriptorSetBytes) bytes")
        }
        try count()
        var file = FileDescription()
        file.package = try package(encoded)
        file.encoded = [UInt8](encoded)
        var fields = DescriptorFields(encoded)
        while let field = try fields.next() {
            switch field.number {
            case 1: file.name = try field.text
            case 3:
                try count()
                file.dependencies.append(try field.text)
            case 4: file.messages.append(try message(try field.message, in: file.package, depth: 0))
            case 5: file.enums.append(try enumeration(try field.message, in: file.package))
            case 6: file.services.append(try service(try field.message, in: file.package))
            case 12: file.syntax = try field.text
            default: continue
            }
        }
        return file
    }

    /// Names within a file begin with it, wherever in the file it stands.
    private func package(_ file: UnsafeRawBufferPointer) throws(Status) -> String {
        var package = ""
        var fields = DescriptorFields(file)
        while let field = try fields.next() {
            if field.number == 2 { package = try field.dottedName }
        }
        return package
    }

    /// A DescriptorProto.
    private mutating func message(
        _ encoded: UnsafeRawBufferPointer,
        in scope: String,
        depth: Int
    ) throws(Status) -> MessageDescription {
        guard depth < Limits.messageDepth else { throw .descriptor(WireFault.tooDeep.text) }
        try count()
        var message = MessageDescription()
        message.name = try fullName(encoded, in: scope)
        var fields = DescriptorFields(encoded)
        while let field = try fields.next() {
            switch field.number {
            case 2: message.fields.append(try self.field(try field.message))
            case 3: message.messages.append(try self.message(try field.message, in: message.name, depth: depth + 1))
            case 4: message.enums.append(try enumeration(try field.message, in: message.name))
            // MessageOptions.map_entry
            case 7: message.isMapEntry = try option(7, of: try field.message) ?? message.isMapEntry
            case 8: message.oneofs.append(try name(of: try field.message))
            default: continue
            }
        }
        return message
    }

    /// A FieldDescriptorProto.
    private mutating func field(_ encoded: UnsafeRawBufferPointer) throws(Status) -> FieldDescription {
        try count()
        var described = FieldDescription()
        described.name = try name(of: encoded)
        var fields = DescriptorFields(encoded)
        while let field = try fields.next() {
            switch field.number {
            case 3: described.number = try field.int32
            case 4: described.label = FieldDescription.Label(rawValue: try field.value) ?? .optional
            case 5: described.kind = FieldDescription.Kind(rawValue: try field.value)
            case 6: described.typeName = try field.typeName
            // FieldOptions.packed
            case 8: described.isPacked = try option(2, of: try field.message) ?? described.isPacked
            case 9: described.oneof = try field.int32
            case 17: described.isOptional = try field.bool
            default: continue
            }
        }
        return described
    }

    /// An EnumDescriptorProto.
    private mutating func enumeration(
        _ encoded: UnsafeRawBufferPointer,
        in scope: String
    ) throws(Status) -> EnumDescription {
        try count()
        var described = EnumDescription(name: try fullName(encoded, in: scope))
        var fields = DescriptorFields(encoded)
        while let field = try fields.next() {
            guard field.number == 2 else { continue }
            try count()
            var value = EnumDescription.Value(name: try name(of: try field.message))
            var parts = DescriptorFields(try field.message)
            while let part = try parts.next() {
                if part.number == 2 { value.number = try part.int32 }
            }
            described.values.append(value)
        }
        return described
    }

    /// A ServiceDescriptorProto.
    private mutating func service(
        _ encoded: UnsafeRawBufferPointer,
        in scope: String
    ) throws(Status) -> ServiceDescription {
        try count()
        var service = ServiceDescription(name: try fullName(encoded, in: scope))
        var fields = DescriptorFields(encoded)
        while let field = try fields.next() {
            if field.number == 2 { service.methods.append(try method(try field.message)) }
        }
        return service
    }

    /// A MethodDescriptorProto.
    private mutating func method(_ encoded: UnsafeRawBufferPointer) throws(Status) -> ServiceDescription.Method {
        try count()
        var method = ServiceDescription.Method(name: try name(of: encoded))
        var fields = DescriptorFields(encoded)
        while let field = try fields.next() {
            switch field.number {
            case 2: method.input = try field.typeName
            case 3: method.output = try field.typeName
            case 5: method.clientStreams = try field.bool
            case 6: method.serverStreams = try field.bool
            default: continue
            }
        }
        return method
    }

    /// Everything that has a name has it in field 1.
    private func name(of encoded: UnsafeRawBufferPointer) throws(Status) -> String {
        var name: String?
        var fields = DescriptorFields(encoded)
        while let field = try fields.next() {
            if field.number == 1 { name = try field.name }
        }
        guard let name else { throw .descriptor("something has no name") }
        return name
    }

    private func fullName(_ encoded: UnsafeRawBufferPointer, in scope: String) throws(Status) -> String {
        let name = try name(of: encoded)
        let fullName = scope.isEmpty ? name : "\(scope).\(name)"
        guard fullName.utf8.count <= Limits.symbolBytes else {
            throw .descriptor("\(fullName.prefix(80)).. is longer than \(Limits.symbolBytes) bytes")
        }
        return fullName
    }

    /// A boolean option; nil when it is not given.
    private func option(_ number: UInt32, of options: UnsafeRawBufferPointer) throws(Status) -> Bool? {
        var option: Bool?
        var fields = DescriptorFields(options)
        while let field = try fields.next() {
            if field.number == number { option = try field.bool }
        }
        return option
    }

    private mutating func count() throws(Status) {
        elements += 1
        guard elements <= Limits.descriptorElements else {
            throw Status(.resourceExhausted, "file descriptors: more than \(Limits.descriptorElements) declarations")
        }
    }
}
