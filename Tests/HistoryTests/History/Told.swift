/// All that one watch was told, over all its streams.
struct Told: Sendable {
    var watch: Int
    var versions: [Version] = []
}
