import DossierCore

/// Makes values of the steps through a document.
struct YAMLComposer {
    private let events: YAMLEvents
    /// By name; a name that is given again means the later value from there on.
    private var anchors: [String: YAMLNode] = [:]

    init(_ events: YAMLEvents) { self.events = events }

    /// The one document; nil when there is none.
    mutating func document() throws(YAMLFault) -> YAMLNode? {
        var event = try events.next()
        while event.kind == .streamStart { event = try events.next() }
        guard event.kind == .documentStart else { return nil }
        let root = try node(events.next(), depth: 0)
        event = try events.next()
        while event.kind == .documentEnd { event = try events.next() }
        guard event.kind == .streamEnd else {
            throw YAMLFault("has a second document here; make it a file of its own", at: event.place)
        }
        return root
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLFault) -> YAMLNode {
        let content: YAMLNode.Content
        switch event.kind {
        case .alias(let name):
            guard let node = anchors[name] else {
                throw YAMLFault("is not YAML: *\(name) has no &\(name) that ends before it", at: event.place)
            }
            try check(depth: depth + node.height, event.place)
            return node
        case .scalar(let text, let isPlain): content = .scalar(text, isPlain: isPlain)
        case .sequenceStart: content = .sequence(try elements(event.place, depth: depth + 1))
        case .mappingStart: content = .mapping(try entries(event.place, depth: depth + 1))
        default: throw YAMLFault("is not YAML: a value is missing", at: event.place)
        }
        let node = YAMLNode(content, at: event.place)
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    /// Deeper values would need as many steps of the stack, be it only to be freed.
    private func check(depth: Int, _ place: Place) throws(YAMLFault) {
        guard depth <= Limits.yamlDepth else {
            throw YAMLFault(
                "has more than \(Limits.yamlDepth) lists and mappings inside each other here, aliases expanded; none is so deep",
                at: place
            )
        }
    }

    private mutating func elements(_ place: Place, depth: Int) throws(YAMLFault) -> [YAMLNode] {
        try check(depth: depth, place)
        var elements: [YAMLNode] = []
        var event = try events.next()
        while event.kind != .collectionEnd {
            elements.append(try node(event, depth: depth))
            event = try events.next()
        }
        return elements
    }

    private mutating func entries(_ place: Place, depth: Int) throws(YAMLFault) -> [YAMLEntry] {
        try check(depth: depth, place)
        var entries: [YAMLEntry] = []
        var keys: Set<String> = []
        var event = try events.next()
        while event.kind != .collectionEnd {
            let key = try key(event)
            guard keys.insert(key).inserted else {
                throw YAMLFault("stands more than once in one mapping: \(key)", at: event.place)
            }
            entries.append(YAMLEntry(key, try node(events.next(), depth: depth), at: event.place))
            event = try events.next()
        }
        return entries
    }

    /// No file here has other keys than words; and to compare others, all that their aliases mean would have to be walked,
    /// which can be more than any machine does.
    private func key(_ event: YAMLEvent) throws(YAMLFault) -> String {
        switch event.kind {
        case .scalar(let text, _): return text
        case .alias: throw YAMLFault("a key must be a single word, not an alias; write the word out", at: event.place)
        default: throw YAMLFault("a key must be a single word, not a list or a mapping; give it one", at: event.place)
        }
    }
}
