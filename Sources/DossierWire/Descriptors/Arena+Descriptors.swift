import CProtobufC
import DossierCore

extension Arena {
    /// A place that holds a value.
    func place<Value: BitwiseCopyable>(_ value: Value) throws(Status) -> UnsafeMutablePointer<Value> {
        let place = try memory(byteCount: MemoryLayout<Value>.size).bindMemory(to: Value.self, capacity: 1)
        place.initialize(to: value)
        return place
    }

    /// A C string that nobody changes.
    func constant(_ text: String) throws(Status) -> UnsafePointer<CChar> { UnsafePointer(try string(text)) }

    /// An enum: its numbers, each by its first name, and all its names.
    func enumeration(
        _ described: EnumDescription,
        package: String
    ) throws(Status) -> UnsafeMutablePointer<ProtobufCEnumDescriptor> {
        // Aliases stay in the order of the file: sorting by number and place.
        let order = described.values.indices.sorted {
            (described.values[$0].number, $0) < (described.values[$1].number, $1)
        }
        var values: [ProtobufCEnumValue] = []
        var names: [(name: String, index: ProtobufCEnumValueIndex)] = []
        for value in order.map({ described.values[$0] }) {
            let name = try constant(value.name)
            if values.last?.value != value.number {
                values.append(ProtobufCEnumValue(name: name, c_name: name, value: value.number))
            }
            names.append((value.name, ProtobufCEnumValueIndex(name: name, index: UInt32(values.count - 1))))
        }
        names.sort { $0.name < $1.name }
        let ranges = NumberRanges(values.map(\.value))
        let place = try place(ProtobufCEnumDescriptor())
        place.pointee.magic = UInt32(PROTOBUF_C__ENUM_DESCRIPTOR_MAGIC)
        place.pointee.name = try constant(described.name)
        place.pointee.short_name = try constant(described.shortName)
        place.pointee.c_name = place.pointee.name
        place.pointee.package_name = try constant(package)
        place.pointee.n_values = UInt32(values.count)
        place.pointee.values = UnsafePointer(try array(values))
        place.pointee.n_value_names = UInt32(names.count)
        place.pointee.values_by_name = UnsafePointer(try array(names.map(\.index)))
        place.pointee.n_value_ranges = UInt32(ranges.count)
        place.pointee.value_ranges = UnsafePointer(try array(ranges.table))
        return place
    }
}

extension MessageDescription {
    /// Its name without what it is in.
    var shortName: String { DescriptorPool.lastPart(of: name) }
}

extension EnumDescription {
    /// Its name without what it is in.
    var shortName: String { DescriptorPool.lastPart(of: name) }
}

extension DescriptorPool {
    fileprivate static func lastPart(of name: String) -> String {
        name.split(separator: ".").last.map(String.init) ?? name
    }
}
