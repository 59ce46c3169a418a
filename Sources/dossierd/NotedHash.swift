import ArgumentParser

/// A transaction and its hash: SEQUENCE:HASH, as `dossierd verify` prints them.
struct NotedHash: ExpressibleByArgument, CustomStringConvertible {
    let sequence: UInt64
    let hash: [UInt8]

    init(sequence: UInt64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }

    init?(argument: String) {
        let parts = argument.split(separator: ":")
        guard parts.count == 2, let sequence = UInt64(parts[0]), parts[1].utf8.count == 64 else { return nil }
        let digits = parts[1].compactMap(\.hexDigitValue)
        guard digits.count == 64 else { return nil }
        self.init(
            sequence: sequence,
            hash: stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        )
    }

    var description: String {
        let hex = hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(sequence):\(hex)"
    }
}
