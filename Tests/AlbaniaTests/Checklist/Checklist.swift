/// What a record must hold to hold the article: 68 items, in eight sections.
enum Checklist {
    static let items = incidents + actors + statements + measures + background + times + voices + contradictions

    /// The sections' letters, and how many items each has.
    static let sections = [
        ("A", 3), ("B", 15), ("C", 18), ("D", 4), ("E", 5), ("F", 8), ("G", 9), ("H", 6),
    ]
}
