import DossierCore

/// A term as the tables hold it.
struct IndexTerm: Hashable {
    enum Value: Hashable {
        /// An integer, or the key of the record that a name refers to.
        case integer(Int64)
        case text([UInt8])
    }

    /// The field's key.
    var field: Int64
    var value: Value
}

extension Statement {
    /// Binds a term's value.
    func bind(_ parameter: Int32, _ value: IndexTerm.Value) {
        switch value {
        case .integer(let integer): bind(parameter, integer)
        case .text(let text): bind(parameter, text: text)
        }
    }
}
