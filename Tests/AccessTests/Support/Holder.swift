/// What a caller shows.
enum Holder: String, CaseIterable {
    case nothing
    /// No token at all.
    case malformed
    /// A token that nobody has made here.
    case stranger
    case expired
    /// A known subject's, without any role.
    case guest
    case reader
    case writer
    case curator
    case admin

    /// Nobody knows who it is.
    var isUnknown: Bool { [.nothing, .malformed, .stranger, .expired].contains(self) }

    /// How high his role is; 0: he has none.
    var rank: Int { (["reader", "writer", "curator", "admin"].firstIndex(of: rawValue) ?? -1) + 1 }
}
