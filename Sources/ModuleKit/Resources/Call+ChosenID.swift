import DossierCore

extension Call {
    /// Whether the caller may choose the ids of what he creates. Who may not see everything could learn from that which
    /// ids are taken by what he may not see.
    var mayChooseIDs: Bool { seesAll }

    /// What he is told else. PERMISSION_DENIED.
    static var mayNotChooseIDs: Interrupt {
        .failed(
            .permissionDenied,
            "only a caller cleared for TLP:red can choose the id of a new record; leave it out, and the server chooses one"
        )
    }
}
