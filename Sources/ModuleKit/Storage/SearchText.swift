import DossierCore

/// Texts that a kind of resource is searched by, and how much a word of them counts in the rank.
public struct SearchText<Body>: Sendable {
    /// Gives the texts.
    public typealias Write = @Sendable (TextWriter, Body) -> Void

    let weight: Int
    let write: Write

    /// - Parameter weight: 1 (a summary) to `Limits.textWeights` (a title).
    public static func weight(_ weight: Int, _ write: @escaping Write) -> SearchText {
        precondition((1...Limits.textWeights).contains(weight), "a text weighs 1 to \(Limits.textWeights)")
        return SearchText(weight: weight, write: write)
    }
}
