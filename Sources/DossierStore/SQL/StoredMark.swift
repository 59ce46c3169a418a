/// What clearance a record takes, as it is stored.
struct StoredMark {
    /// Of its latest version; 0: there is none.
    var tlp: UInt32
    /// Because of what it names; 0: no more than its own.
    var need: UInt32

    /// The clearance that it takes.
    var mark: UInt32 { max(tlp, need) }
}
