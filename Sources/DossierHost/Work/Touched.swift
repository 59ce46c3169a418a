/// What of the record may have changed.
enum Touched: Sendable {
    case kinds(Set<String>)
    case everything

    mutating func formUnion(_ other: Touched) {
        switch (self, other) {
        case (.kinds(let mine), .kinds(let theirs)): self = .kinds(mine.union(theirs))
        default: self = .everything
        }
    }
}
