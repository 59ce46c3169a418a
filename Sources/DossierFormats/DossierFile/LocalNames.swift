import DossierCore
import DossierClient
import DossierCore
import DossierWire

/// The resources of one file by their local names, which become their ids.
struct LocalNames {
    private var ids: [ResourceKind: Set<String>] = [:]
    /// Whether there is no file: then an id is taken for the only kind that it can be of.
    var isOpen = false

    mutating func insert(_ id: String, _ kind: ResourceKind) { ids[kind, default: []].insert(id) }

    enum Resolution {
        case name(String)
        /// Why not, and what is allowed.
        case refused(String)
    }

    /// The full name that a reference to one of these kinds means.
    func resolve(_ text: String, _ kinds: [ResourceKind]) -> Resolution {
        text.contains("/") ? full(text, kinds) : local(text, kinds)
    }

    private func full(_ text: String, _ kinds: [ResourceKind]) -> Resolution {
        for kind in kinds where text.hasPrefix("\(kind)/") && ResourceKind.isID(text.dropFirst("\(kind)/".count)) {
            return .name(text)
        }
        return .refused("\"\(text)\" is not a name here; write \(Self.forms(kinds)), or a local name")
    }

    private func local(_ text: String, _ kinds: [ResourceKind]) -> Resolution {
        let holding = kinds.filter { ids[$0]?.contains(text) == true }
        if isOpen, kinds.count == 1, ResourceKind.isID(text) { return .name("\(kinds[0])/\(text)") }
        if holding.count == 1 { return .name("\(holding[0])/\(text)") }
        if holding.count > 1 {
            let names = Self.list(holding.map { "\($0)/\(text)" })
            return .refused("\"\(text)\" can mean \(names); write the one that is meant")
        }
        if let other = ResourceKind.allCases.first(where: { ids[$0]?.contains(text) == true }) {
            let wanted = Self.list(kinds.map(\.rawValue))
            return .refused("\"\(text)\" is one of the \(other) of this file; it must be one of the \(wanted)")
        }
        if isOpen { return .refused("\"\(text)\" can be of several kinds; write \(Self.forms(kinds))") }
        let known = kinds.flatMap { ids[$0] ?? [] }
        let hint = NearestName.of(text, among: known).map { "did you mean \"\($0)\"?" }
        let other = "for one on the server write \(Self.forms(kinds))"
        return .refused("\"\(text)\" is not in this file; \(hint ?? other)")
    }

    private static func forms(_ kinds: [ResourceKind]) -> String { list(kinds.map { "\($0)/ID" }) }

    private static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words.last!
    }
}
