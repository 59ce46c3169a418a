/// A filter that a kind can answer: names resolved, values typed.
indirect enum Filter: Equatable, Sendable {
    case all([Filter])
    case any([Filter])
    case not(Filter)
    /// Some value of a field, counted as the kind declares it, passes.
    case term(field: Int, TermTest)
    /// The record's id passes.
    case id(TermTest)
    /// The record's text holds all these words.
    case text([SearchWord])
    /// No record.
    case nothing
}

/// What one value must be. Values are the bytes that `Field.ValueType` says: they sort as their meaning does.
enum TermTest: Equatable, Sendable {
    /// Any value at all.
    case present
    case equal([UInt8])
    /// Not before the first, and before the second; nil: without end.
    case within(from: [UInt8]?, to: [UInt8]?)

    func passes(_ value: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .present: true
        case .equal(let wanted): value.elementsEqual(wanted)
        case .within(let from, let to):
            !(from.map { value.lexicographicallyPrecedes($0) } ?? false)
                && to.map { value.lexicographicallyPrecedes($0) } ?? true
        }
    }
}
