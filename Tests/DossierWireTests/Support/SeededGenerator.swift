import Foundation

/// Random numbers that can be had again (SplitMix64). A failing test prints the seed; `DOSSIER_TEST_SEED` sets it.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    /// With the seed of the environment, or a fresh one.
    init() {
        seed =
            ProcessInfo.processInfo.environment["DOSSIER_TEST_SEED"].flatMap(UInt64.init) ?? .random(in: 0...UInt64.max)
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
