import DossierCore

/// Collects the index terms of one record.
public struct TermSink {
    /// One term.
    public struct Term: Hashable, Sendable {
        /// The field's place in its kind.
        public var field: Int
        /// As `Field.ValueType` says.
        public var value: [UInt8]
    }

    /// A text to be searched.
    public struct Text: Hashable, Sendable {
        /// How much a word of it counts: 1 to `Limits.textWeights`.
        public var weight: Int
        /// UTF-8.
        public var text: [UInt8]
    }

    private let fieldCount: Int
    /// What was collected, in the order it came.
    public private(set) var terms: [Term] = []
    /// What is to be searched, in the order it came.
    public private(set) var texts: [Text] = []

    /// For a kind with so many fields.
    public init(fieldCount: Int) { self.fieldCount = fieldCount }

    /// Adds a term. INTERNAL for a field that was not declared, RESOURCE_EXHAUSTED past `Limits`.
    public mutating func add(field: Int, value: UnsafeRawBufferPointer) throws(Status) {
        guard field >= 0, field < fieldCount else {
            throw Status(.internal, "term of field \(field), but the kind declares \(fieldCount)")
        }
        guard value.count <= Limits.termBytes, terms.count < Limits.termsPerRecord else {
            throw Status(
                .resourceExhausted,
                "a record has at most \(Limits.termsPerRecord) terms of \(Limits.termBytes) bytes; shorten it"
            )
        }
        terms.append(Term(field: field, value: [UInt8](value)))
    }

    /// Adds a text to be searched. INTERNAL for a weight that there is not.
    public mutating func add(text: UnsafeRawBufferPointer, weight: Int) throws(Status) {
        guard (1...Limits.textWeights).contains(weight) else {
            throw Status(.internal, "text of weight \(weight); weights are 1 to \(Limits.textWeights)")
        }
        if !text.isEmpty { texts.append(Text(weight: weight, text: [UInt8](text))) }
    }
}
