/// What travels beside a call's messages: names in lower case, in the order they came; a name may stand twice.
public struct Metadata: Sendable, Equatable {
    /// One name and its value.
    public struct Entry: Sendable, Equatable {
        /// In lower case.
        public var name: String
        /// Text, as it came. Under a name that ends in "-bin" it stands for bytes: base64 without padding; what comes
        /// from a client may be padded, or no base64.
        public var value: String

        /// `name` must be lower case.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All of them.
    public var entries: [Entry]

    /// None, or these.
    public init(_ entries: [Entry] = []) { self.entries = entries }

    /// Whether they are the same entries in the same memory, so that nobody need look at them; they may be equal if not.
    public func isSameMemory(as other: Metadata) -> Bool {
        entries.withUnsafeBufferPointer { mine in
            other.entries.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress && $0.count == mine.count }
        }
    }

    /// The first value of a name.
    public subscript(name: String) -> String? { entries.first { $0.name == name }?.value }
}
