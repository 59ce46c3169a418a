import DossierClient
import DossierCore
import DossierWire

extension Trial {
    /// A moment of the past, or now: the request's word for it, and the transaction that it shows.
    private mutating func moment() -> (request: JSONValue?, sequence: Int) {
        let choice = samples.number(below: 3)
        guard model.head > 0, choice > 0 else { return (nil, model.head) }
        let sequence = 1 + samples.number(below: model.head)
        if choice == 1 { return (JSONValue(members: [("sequence", .string("\(sequence)"))]), sequence) }
        return (JSONValue(members: [("time", .string(model.times[sequence - 1]))]), model.last(at: sequence))
    }

    mutating func get() async throws {
        let kind = samples.kind()
        let name = samples.name(kind)
        let (moment, sequence) = moment()
        var request = JSONValue(members: [("name", .string(name))])
        if let moment { request = request.setting("recordedAsOf", moment) }
        var expected = model.version(name, at: sequence)?.resource
        if moment == nil, samples.number(below: 2) == 0 {
            let revision = 1 + samples.number(below: 4)
            request = request.setting("name", .string("\(name)@\(revision)"))
            let versions = model.histories[name] ?? []
            expected = revision <= versions.count ? versions[revision - 1].resource : nil
        }
        switch try await call("Get\(kind.singular)", kind, request) {
        case .success(let found): try expect(found, expected ?? .null, "a read", about: name)
        case .failure(let status):
            try expect(expected, nil, "a read", about: name)
            try expect(status.code, .notFound, "a read", about: name)
        }
    }

    /// A new listing's first page, or the next page of one that is open: other calls come in between.
    mutating func list() async throws {
        if !listings.isEmpty, samples.number(below: 2) == 0 {
            return try await page(listings.remove(at: samples.number(below: listings.count)))
        }
        let kind = samples.kind()
        let (moment, sequence) = moment()
        let showDeleted = samples.number(below: 2) == 0
        var request = JSONValue(members: [("showDeleted", .bool(showDeleted)), ("returnTotalSize", .bool(true))])
        if let moment { request = request.setting("recordedAsOf", moment) }
        let condition = samples.condition()
        request = request.setting("filter", .string(condition.filter))
        var all = model.list(kind, at: sequence, showDeleted: showDeleted).filter(condition.holds)
        if samples.number(below: 4) == 0 {
            request = request.setting("search", .string("OUTAGE")).setting("orderBy", .string("name"))
            all = all.filter { Condition.says("outage", $0) }
        }
        try await page(Listing(kind: kind, request: request, left: all, sequence: sequence), total: all.count)
    }

    private mutating func page(_ listing: Listing, total: Int? = nil) async throws {
        var listing = listing
        let place = listing.kind.rawValue
        let size = 1 + samples.number(below: 12)
        let request = listing.request.setting("pageSize", .number("\(size)"))
        let reply = try await call("List\(listing.kind.plural)", listing.kind, request).get()
        try expect(reply.elements(place), Array(listing.left.prefix(size)), "a page", about: place)
        try expect(reply["sequence"]?.text ?? "0", "\(listing.sequence)", "a page's moment", about: place)
        if let total { try expect(reply["totalSize"]?.text ?? "0", "\(total)", "the total size", about: place) }
        listing.left.removeFirst(min(size, listing.left.count))
        let token = reply["nextPageToken"]
        try expect(token == nil, listing.left.isEmpty, "the last page", about: place)
        guard let token else { return }
        listing.request = listing.request.setting("pageToken", token)
        if listings.count == 4 { listings.removeFirst() }
        listings.append(listing)
    }

    mutating func revisions() async throws {
        let kind = samples.kind()
        let name = samples.name(kind)
        guard let versions = model.histories[name] else { return }
        var found: [JSONValue] = []
        var request = JSONValue(members: [("name", .string(name)), ("pageSize", .number("3"))])
        while true {
            let reply = try await call("List\(kind.singular)Revisions", kind, request).get()
            found += reply.elements(kind.rawValue)
            guard let token = reply["nextPageToken"] else { break }
            request = request.setting("pageToken", token)
        }
        try expect(found, versions.reversed().map(\.resource), "the history", about: name)
    }

    // MARK: Watches

    /// Goes on with a watch; a new one begins anywhere, and one that is open is now and then broken off and resumed.
    mutating func watch() async throws {
        if watches.count < 4 {
            let kind = samples.kind()
            let after = samples.number(below: model.head + 1)
            watches.append(try await begin(kind, samples.condition(), after: after))
        }
        var watch = watches.remove(at: samples.number(below: watches.count))
        let feed = model.feed(watch.kind, watch.condition)
        for _ in 0..<min(feed.count - watch.told, 1 + samples.number(below: 30)) { try await take(&watch) }
        if watch.last != .null, samples.number(below: 4) == 0 {
            try await resume(&watch, by: samples.number(below: 2) == 0 ? .token : .sequence)
        }
        watches.append(watch)
    }

    /// A watch of what follows a transaction.
    func begin(_ kind: ResourceKind, _ condition: Condition, after sequence: Int) async throws -> Watch {
        let told = model.feed(kind, condition).prefix { $0.sequence <= sequence }.count
        let events = try await open(kind, condition, from: ("sequence", .string("\(sequence)")))
        return Watch(kind: kind, condition: condition, events: events, told: told)
    }

    private func open(
        _ kind: ResourceKind,
        _ condition: Condition,
        from position: (String, JSONValue)
    ) async throws -> Replies.Iterator {
        let from = JSONValue(members: [position, ("filter", .string(condition.filter))])
        let method = try ServiceMethod.standard(MethodName(kind.service, "Watch\(kind.plural)"))
        return try await client.stream(method.name, try JSONMessage.encode(from, as: method.input)).makeAsyncIterator()
    }

    /// The next event must be the feed's next version.
    func take(_ watch: inout Watch) async throws {
        let feed = model.feed(watch.kind, watch.condition)
        let method = try ServiceMethod.standard(
            MethodName(watch.kind.service, "Watch\(watch.kind.plural)")
        )
        let version = feed[watch.told]
        let event: JSONValue
        repeat {
            guard let bytes = try await watch.events.next() else {
                throw Disagreement(description: "a watch of \(watch.kind) ended well")
            }
            let json = try JSONMessage.decode(bytes, as: method.output)
            if json["type"]?.text == "CHANGE_TYPE_HEARTBEAT" { continue }
            event = json
            break
        } while true
        let passes = watch.condition.holds(version.resource)
        try expect(event[watch.kind.field], passes ? version.resource : nil, "an event", about: version.name)
        try expect(event["name"]?.text, version.name, "an event", about: version.name)
        try expect(event["sequence"]?.text, "\(version.sequence)", "an event's transaction", about: version.name)
        let time = passes ? model.times[version.sequence - 1] : nil
        try expect(event["time"]?.text, time, "an event's time", about: version.name)
        let type = passes ? type(of: version, watch.condition) : "REMOVED"
        try expect(event["type"]?.text, "CHANGE_TYPE_\(type)", "an event's type", about: version.name)
        watch.told += 1
        watch.last = event
        watch.toldWithLast = watch.told
    }

    /// What has become of a version that passes.
    private func type(of version: Model.Version, _ condition: Condition) -> String {
        if version.isDeleted { return "DELETED" }
        guard let before = model.version(before: version), condition.holds(before.resource) else { return "CREATED" }
        return before.isDeleted ? "UNDELETED" : "UPDATED"
    }

    /// Goes on from the last event. By its sequence that is behind all of its transaction, by its token behind the event
    /// itself: also when it went on by the sequence meanwhile, and nothing has been told since.
    func resume(_ watch: inout Watch, by position: Position) async throws {
        let last = watch.last[position.rawValue] ?? .null
        watch.events = try await open(watch.kind, watch.condition, from: (position.rawValue, last))
        let feed = model.feed(watch.kind, watch.condition)
        let sequence = feed[watch.toldWithLast - 1].sequence
        watch.told =
            switch position {
            case .token: watch.toldWithLast
            case .sequence: feed.prefix { $0.sequence <= sequence }.count
            }
    }
}
