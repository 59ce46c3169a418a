import CDossierProtos
import CProtobufC
import DossierCore

/// Makes protobuf-c's descriptors of types and of those that their fields lead to.
struct DescriptorBuilder {
    let arena: Arena
    private let index: DescriptorIndex
    private var messages: [String: MessageDescriptor] = [
        "google.protobuf.Any": google__protobuf__any__type(),
        "google.protobuf.Timestamp": google__protobuf__timestamp__type(),
        "google.protobuf.Duration": google__protobuf__duration__type(),
        "google.protobuf.FieldMask": google__protobuf__field_mask__type(),
    ]
    private var enums: [String: UnsafePointer<ProtobufCEnumDescriptor>] = [:]
    /// Types that have their place in memory, but nothing in it yet: so types can refer to each other.
    private var waiting:
        [(DescriptorIndex.Entry<MessageDescription>, UnsafeMutablePointer<ProtobufCMessageDescriptor>)] = []

    init(_ arena: Arena, _ index: DescriptorIndex) {
        self.arena = arena
        self.index = index
    }

    mutating func build(_ names: [String]) throws(Status) -> [MessageDescriptor] {
        var built: [MessageDescriptor] = []
        for name in names {
            guard let message = try message(name) else {
                throw Status(.notFound, "the file descriptors hold no message \(name)")
            }
            built.append(message)
        }
        while let (entry, place) = waiting.popLast() { try fill(place, entry) }
        return built
    }

    /// The type of that name; nil when there is none.
    private mutating func message(_ name: String) throws(Status) -> MessageDescriptor? {
        if let known = messages[name] { return known }
        guard let entry = index.messages[name] else { return nil }
        let place = try arena.place(ProtobufCMessageDescriptor())
        messages[name] = UnsafePointer(place)
        waiting.append((entry, place))
        return UnsafePointer(place)
    }

    private mutating func fill(
        _ place: UnsafeMutablePointer<ProtobufCMessageDescriptor>,
        _ entry: DescriptorIndex.Entry<MessageDescription>
    ) throws(Status) {
        let message = entry.description
        guard entry.syntax == "proto3" || entry.syntax == "proto2" || entry.syntax.isEmpty else {
            throw .descriptor("\(message.name) is of the syntax \"\(entry.syntax.prefix(40))\", which is not supported")
        }
        let described = message.fields.sorted { $0.number < $1.number }
        try check(described, of: message)
        if message.isMapEntry {
            guard message.isWellFormedEntry else { throw .descriptor("\(message.name) is no entry of a map") }
            place.pointee.reserved1 = UnsafeMutableRawPointer(place)
        }
        var layout = MessageLayout(message)
        var fields: [ProtobufCFieldDescriptor] = []
        for field in described { fields.append(try self.field(field, of: message, entry.syntax, &layout)) }
        let byName = described.indices.sorted { described[$0].name < described[$1].name }

        place.pointee.magic = UInt32(PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC)
        place.pointee.name = try arena.constant(message.name)
        place.pointee.short_name = try arena.constant(message.shortName)
        place.pointee.c_name = place.pointee.name
        place.pointee.package_name = try arena.constant(entry.package)
        place.pointee.sizeof_message = layout.size
        place.pointee.n_fields = UInt32(fields.count)
        place.pointee.fields = UnsafePointer(try arena.array(fields))
        place.pointee.fields_sorted_by_name = UnsafePointer(try arena.array(byName.map { UInt32($0) }))
        let ranges = NumberRanges(described.map(\.number))
        place.pointee.n_field_ranges = UInt32(ranges.count)
        place.pointee.field_ranges = UnsafePointer(try arena.array(ranges.table))
    }

    /// - Parameter fields: in the order of their numbers.
    private func check(_ fields: [FieldDescription], of message: MessageDescription) throws(Status) {
        var names: Set<String> = []
        for (index, field) in fields.enumerated() {
            guard (1...0x1fff_ffff).contains(field.number) else {
                throw .descriptor("\(message.name).\(field.name) has the number \(field.number)")
            }
            guard index == 0 || fields[index - 1].number != field.number, names.insert(field.name).inserted else {
                throw .descriptor("\(message.name).\(field.name) has another field's number or name")
            }
        }
    }

    private mutating func field(
        _ field: FieldDescription,
        of message: MessageDescription,
        _ syntax: String,
        _ layout: inout MessageLayout
    ) throws(Status) -> ProtobufCFieldDescriptor {
        let path = "\(message.name).\(field.name)"
        guard let kind = field.kind else { throw .descriptor("\(path) is of no type that is known") }
        guard let type = kind.type else { throw .descriptor("\(path) is a group; groups are not supported") }
        var built = ProtobufCFieldDescriptor()
        built.name = try arena.constant(field.name)
        built.id = UInt32(field.number)
        built.type = type
        built.label = field.cLabel(syntax)
        built.flags = field.isPacked(kind, syntax) ? PROTOBUF_C_FIELD_FLAG_PACKED.rawValue : 0
        switch kind {
        case .message: built.descriptor = UnsafeRawPointer(try self.message(field.typeName))
        case .enumeration: built.descriptor = UnsafeRawPointer(try enumeration(field.typeName))
        default: break
        }
        guard built.descriptor != nil || kind != .message && kind != .enumeration else {
            throw .descriptor("\(path) is of the type \(field.typeName), which the files do not hold")
        }
        if let oneof = field.realOneof {
            guard message.oneofs.indices.contains(Int(oneof)), field.label == .optional else {
                throw .descriptor("\(path) is in a oneof that there is not")
            }
            built.flags |= PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue
            (built.quantifier_offset, built.offset) = layout.member(of: Int(oneof))
        } else {
            (built.quantifier_offset, built.offset) = layout.field(built.label, kind)
        }
        return built
    }

    /// The enum of that name; nil when there is none.
    private mutating func enumeration(_ name: String) throws(Status) -> UnsafePointer<ProtobufCEnumDescriptor>? {
        if let known = enums[name] { return known }
        guard let entry = index.enums[name] else { return nil }
        let made = UnsafePointer(try arena.enumeration(entry.description, package: entry.package))
        enums[name] = made
        return made
    }
}

extension MessageDescription {
    /// Whether it has a key and a value, as protoc makes the entries of maps.
    fileprivate var isWellFormedEntry: Bool {
        let notKeys: [FieldDescription.Kind] = [.double, .float, .bytes, .enumeration, .message, .group]
        let ordered = fields.sorted { $0.number < $1.number }
        guard ordered.map(\.number) == [1, 2], let key = ordered[0].kind, !notKeys.contains(key) else { return false }
        return ordered.allSatisfy { $0.label == .optional && $0.realOneof == nil }
    }
}
