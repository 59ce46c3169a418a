import CNghttp2

/// Header fields on their way out.
struct HeaderFields {
    private struct Field {
        let nameCount: Int
        let valueCount: Int
    }

    private var text: [UInt8] = []
    private var fields: [Field] = []

    /// Adds one; the name is in lower case.
    mutating func add(_ name: String, _ value: some Sequence<UInt8>) {
        let start = text.count
        text += name.utf8
        let middle = text.count
        text += value
        fields.append(Field(nameCount: middle - start, valueCount: text.count - middle))
    }

    /// Adds one.
    mutating func add(_ name: String, _ value: String) { add(name, value.utf8) }

    /// Lends them to nghttp2, which copies what it keeps.
    func withFields(_ body: (UnsafeBufferPointer<nghttp2_nv>) -> Void) {
        text.withUnsafeBufferPointer { text in
            withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: fields.count) { memory in
                // nghttp2's type says that it writes there; it does not.
                var next = UnsafeMutablePointer(mutating: text.baseAddress!)
                for (index, field) in fields.enumerated() {
                    let value = next + field.nameCount
                    let none = UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)
                    memory.initializeElement(
                        at: index,
                        to: nghttp2_nv(
                            name: next,
                            value: value,
                            namelen: field.nameCount,
                            valuelen: field.valueCount,
                            flags: none
                        )
                    )
                    next = value + field.valueCount
                }
                body(UnsafeBufferPointer(memory))
            }
        }
    }
}

extension nghttp2_nv {
    /// One of the program's own, which nghttp2 need not copy.
    init(_ name: StaticString, _ value: StaticString) {
        let flags = NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue
        self.init(
            name: UnsafeMutablePointer(mutating: name.utf8Start),
            value: UnsafeMutablePointer(mutating: value.utf8Start),
            namelen: name.utf8CodeUnitCount,
            valuelen: value.utf8CodeUnitCount,
            flags: UInt8(flags)
        )
    }
}
