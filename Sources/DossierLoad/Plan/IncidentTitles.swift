/// Titles of incidents that a load has made: of several words, as people write them, so that searches find some.
struct IncidentTitles {
    private static let deeds = [
        "Intrusion", "Ransomware", "Wiper", "Phishing", "Outage", "Defacement", "Theft of documents",
        "Denial of service",
        "Espionage", "Leak of mail", "Sabotage", "Supply-chain compromise",
    ]
    private static let targets = [
        "a harbour authority", "the land registry", "a regional hospital", "an electricity grid",
        "the railway's signalling",
        "a ministry's mail", "the election commission", "a satellite operator", "several universities",
        "a public broadcaster",
        "the customs office", "a water utility", "two banks", "the parliament's network", "an airport", "a chip maker",
    ]
    private static let places = [
        "northern", "southern", "eastern", "western", "coastal", "inland", "capital", "border", "island", "mountain",
    ]

    /// All words that occur in them.
    static let words = Set((deeds + targets + places).flatMap(RecordSample.words)).sorted()

    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// "Wiper at a regional hospital, coastal district, number 17".
    mutating func title(_ number: Int) -> String {
        "\(pick(Self.deeds)) at \(pick(Self.targets)), \(pick(Self.places)) district, number \(number)"
    }

    private mutating func pick(_ words: [String]) -> String { words[random.below(words.count)] }
}
