import CProtobufC

/// The words for an enum's values in a file: lower case, with hyphens, without the prefix they share.
public struct EnumNotation: Sendable {
    private let values: [(word: String, name: String)]

    /// Of an enum whose zero is PREFIX_UNSPECIFIED.
    public init(_ descriptor: UnsafePointer<ProtobufCEnumDescriptor>) {
        let names = UnsafeBufferPointer(start: descriptor.pointee.values, count: Int(descriptor.pointee.n_values))
            .map { String(cString: $0.name) }
        let prefix = names[0].dropLast("UNSPECIFIED".count)
        values = names.dropFirst().map { (Self.word(String($0.dropFirst(prefix.count))), $0) }
    }

    /// All of them, in the order of the .proto file.
    public var words: [String] { values.map(\.word) }

    /// The value's name in the .proto file: TLP_AMBER_STRICT of "amber+strict".
    public func name(_ word: String) -> String? {
        let word = Self.plain(word)
        return values.first { Self.plain($0.word) == word }?.name
    }

    /// The word of a value's name; nil when there is none.
    public func word(_ name: String) -> String? { values.first { $0.name == name }?.word }

    /// TLP 2.0 writes "amber+strict".
    private static func word(_ rest: String) -> String {
        rest == "AMBER_STRICT" ? "amber+strict" : rest.lowercased().replacing("_", with: "-")
    }

    private static func plain(_ word: String) -> String {
        word.lowercased().replacing("_", with: "-").replacing("+", with: "-")
    }
}
