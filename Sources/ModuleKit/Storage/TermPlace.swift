/// A term of a kind, as the contract counts it: `Kind.place(of:)` finds it once by its name.
public struct TermPlace: Sendable {
    let kind: KindName
    /// Among all terms of the kind; those that every resource has come first.
    let place: UInt32
}
