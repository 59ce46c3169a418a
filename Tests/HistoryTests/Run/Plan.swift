import TestSupport

/// What a seed decides of a run: what befalls the servers and when, and what each client's choices begin with.
struct Plan: Sendable, CustomStringConvertible {
    let engine: TestEngine
    let seed: UInt64
    private let isLong: Bool
    let writers: Int
    let watches: Int
    /// Each with the milliseconds to wait before it.
    let disturbances: [(after: Int, what: Disturbance)]

    init(_ engine: TestEngine, seed: UInt64, isLong: Bool) {
        var random = SeededGenerator(seed: seed)
        self.engine = engine
        self.seed = seed
        self.isLong = isLong
        writers = isLong ? 64 : 16
        watches = isLong ? 8 : 4
        disturbances = (0..<(isLong ? 8 : 4)).map { _ in
            (Int.random(in: 200...800, using: &random), Disturbance.random(on: engine, &random))
        }
    }

    /// The generator of a client's choices.
    func random(of client: Int) -> SeededGenerator {
        var mixer = SeededGenerator(seed: seed &+ UInt64(client))
        return SeededGenerator(seed: mixer.next())
    }

    /// How to have it again.
    var description: String {
        let long = isLong ? "DOSSIER_TEST_LONG=1 " : ""
        let command = "\(long)DOSSIER_TEST_SEED=\(seed) swift test --skip-build --filter HistoryTests"
        return
            "seed \(seed) on \(engine), again by \(command): \(disturbances.map { "after \($0.after) ms \($0.what)" })"
    }
}
