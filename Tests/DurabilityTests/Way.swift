/// How a record is written; its id tells by this letter.
enum Way: String, CaseIterable {
    /// Created and updated, each in a call of its own.
    case call = "n"
    /// Created with others, in one transaction.
    case batch = "b"
    /// Created, updated and sent once more, as items of an import.
    case item = "i"
}
