import Glibc

/// Random numbers that can be had again (SplitMix64). A failing test prints the seed; `DOSSIER_TEST_SEED` sets it.
package struct SeededGenerator: RandomNumberGenerator {
    /// What a failing test prints.
    package let seed: UInt64
    private var state: UInt64

    /// With the seed of the environment, or a fresh one.
    package init() {
        seed = getenv("DOSSIER_TEST_SEED").flatMap { UInt64(String(cString: $0)) } ?? .random(in: .min ... .max)
        state = seed
    }

    /// With a seed of one's own, as for several workers.
    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The next number.
    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Any bytes, up to so many.
    package mutating func bytes(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}
