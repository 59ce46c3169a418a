import DossierClient
import DossierCore
import DossierWire

/// The record as plain arrays: every version of every resource, and which transaction wrote it.
struct Model {
    /// One revision of a resource, as the server answered its write.
    struct Version: Equatable {
        var name: String
        var sequence: Int
        var isDeleted: Bool
        var resource: JSONValue
    }

    /// Each resource's versions, oldest first.
    private(set) var histories: [String: [Version]] = [:]
    /// All versions of a kind, in the order of their writing.
    private(set) var feeds: [ResourceKind: [Version]] = [:]
    /// When each transaction was recorded, the first one's at 0.
    private(set) var times: [String] = []

    /// The last transaction.
    var head: Int { times.count }

    /// A transaction has written these.
    mutating func commit(_ kind: ResourceKind, _ written: [(resource: JSONValue, isDeleted: Bool)]) {
        times.append(written[0].resource["updateTime"]?.text ?? "")
        for (resource, isDeleted) in written {
            let name = resource["name"]?.text ?? ""
            let version = Version(name: name, sequence: head, isDeleted: isDeleted, resource: resource)
            histories[name, default: []].append(version)
            feeds[kind, default: []].append(version)
        }
    }

    /// The version of a resource that holds after a transaction.
    func version(_ name: String, at sequence: Int) -> Version? {
        histories[name]?.last { $0.sequence <= sequence }
    }

    /// The version that holds now.
    func current(_ name: String) -> Version? { histories[name]?.last }

    /// What a listing shows, in the order of names.
    func list(_ kind: ResourceKind, at sequence: Int, showDeleted: Bool) -> [JSONValue] {
        histories.keys.filter { $0.hasPrefix("\(kind.rawValue)/") }.sorted()
            .compactMap { version($0, at: sequence) }
            .filter { showDeleted || !$0.isDeleted }.map(\.resource)
    }

    /// The last transaction at the time of another.
    func last(at sequence: Int) -> Int { (times.lastIndex(of: times[sequence - 1]) ?? 0) + 1 }

    // MARK: References

    /// Whether a write of this resource is refused for what it refers to.
    func isRefused(_ kind: ResourceKind, _ name: String, _ resource: JSONValue) -> Bool {
        let named = Self.references(kind, resource)
        return named.contains { $0 == name || current($0)?.isDeleted ?? true } || breaksTree(name, resource)
    }

    /// Whether a live resource refers to this one.
    func isReferredTo(_ name: String) -> Bool {
        histories.contains { _, versions in
            guard let last = versions.last, !last.isDeleted, last.name != name else { return false }
            let kind = ResourceKind.allCases.first { last.name.hasPrefix("\($0.rawValue)/") }
            return Self.references(kind!, last.resource).contains(name)
        }
    }

    /// Whether an actor would come to stand above itself, or it or one below it too far down.
    private func breaksTree(_ name: String, _ resource: JSONValue) -> Bool {
        guard let parent = resource["parent"]?.text else { return false }
        var parents = [name: parent]
        for (actor, versions) in histories where actor != name && actor.hasPrefix("actors/") {
            if let last = versions.last, !last.isDeleted { parents[actor] = last.resource["parent"]?.text }
        }
        return parents.keys.contains { actor in
            var next = parents[actor]
            for _ in 0..<Limits.actorDepth {
                guard let parent = next else { return false }
                next = parents[parent]
            }
            return next != nil
        }
    }

    private static func references(_ kind: ResourceKind, _ resource: JSONValue) -> [String] {
        switch kind {
        case .actors: [resource["parent"]?.text].compactMap(\.self)
        case .incidents: resource.elements("victims").compactMap { $0["actor"]?.text }
        case .sources: []
        case .statements:
            [resource["speaker"]?.text].compactMap(\.self)
                + resource.elements("about").compactMap { $0["name"]?.text }
                + resource.elements("targetActors").compactMap(\.text)
                + resource.elements("appearances").compactMap { $0["source"]?.text }
        }
    }
}
