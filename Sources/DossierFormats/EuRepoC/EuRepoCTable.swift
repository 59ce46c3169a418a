import DossierClient

/// What one of the tables is.
protocol EuRepoCTable {
    /// All columns that the table is known to have.
    static var known: Set<String> { get }
    /// The table as a source.
    static var source: DossierResource { get }
    /// Whether a thing can take several rows. A row of which it cannot be told what it tells of is then one that its
    /// neighbours may lack.
    static var hasThingsOfManyRows: Bool { get }

    /// What a row tells of; rows that stand together and tell of the same are one thing.
    /// - Throws: why the row is not what it should be.
    func key(_ row: EuRepoCRow) throws(EuRepoCRow.Fault) -> String

    /// Is told of the keys before things are made, if these can take several rows: what a thing is called may depend on
    /// others.
    mutating func note(_ key: String)

    /// What a thing becomes; nil: its rows say nothing.
    /// - Throws: why a row is not what it should be.
    func thing(_ key: String, _ rows: [EuRepoCRow]) throws(EuRepoCRow.Fault) -> EuRepoCThing?
}

extension EuRepoCTable {
    /// What a thing is called depends on no other.
    mutating func note(_ key: String) {}
}
