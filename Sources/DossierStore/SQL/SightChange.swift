/// What clearance a record took before a change, and takes since.
struct SightChange {
    let position: FeedPosition
    let before: UInt32
    /// After it, where nothing else has changed: the record has no version there.
    let after: UInt32?
    let now: UInt32

    /// Nothing has changed but what clearance it takes.
    var isOfSightAlone: Bool { after != nil }
}
