import ArgumentParser
import DossierCore
import DossierLoad

/// Standard calls and how often each is made, on the command line: "get=8,search=1"; a name alone has weight 1.
struct Mix: ExpressibleByArgument {
    let parts: [(call: StandardCall, weight: Int)]

    init?(argument: String) {
        var parts: [(call: StandardCall, weight: Int)] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let weight = words.count == 1 ? 1 : Int(words[1]) ?? 0
            guard let call = StandardCall(rawValue: String(words[0])), (1...Limits.loadWeight).contains(weight),
                !parts.contains(where: { $0.call == call })
            else { return nil }
            parts.append((call, weight))
        }
        self.parts = parts
    }

    /// Each once, with a weight of 1 to `Limits.loadWeight`.
    static let allowed =
        "\(StandardCall.allCases.map(\.rawValue).joined(separator: ", ")); each once, as get=8,search=1"
}
