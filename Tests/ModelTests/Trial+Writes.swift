import DossierClient
import DossierCore
import DossierWire

extension Trial {
    mutating func create() async throws {
        let kind = samples.kind()
        let name = samples.name(kind)
        let fields = samples.fields(kind)
        let refusal: StatusCode? =
            if model.current(name) != nil {
                .alreadyExists
            } else if model.isRefused(kind, name, fields) { .failedPrecondition } else { nil }
        let request = creation(kind, name, fields)
        try await write("Create\(kind.singular)", kind, request, name, fields, refusal: refusal)
    }

    mutating func update() async throws {
        let kind = samples.kind()
        let name = samples.name(kind)
        var fields = samples.fields(kind)
        let current = model.current(name)
        var refusal: StatusCode? = current?.isDeleted ?? true ? .notFound : nil
        var sent = fields.setting("name", .string(name))
        if samples.number(below: 4) == 0, let versions = model.histories[name] {
            let seen = versions[samples.number(below: versions.count)]
            sent = sent.setting("etag", seen.resource["etag"] ?? .null)
            if refusal == nil, seen != current { refusal = .aborted }
        }
        var request = JSONValue(members: [(kind.field, sent)])
        if samples.number(below: 3) == 0, let current {
            request = request.setting("updateMask", .string("labels"))
            fields = Self.writable(current.resource).setting("labels", fields["labels"] ?? .array([]))
        }
        if refusal == nil, model.isRefused(kind, name, fields) { refusal = .failedPrecondition }
        try await write("Update\(kind.singular)", kind, request, name, fields, refusal: refusal)
    }

    mutating func delete() async throws {
        let kind = samples.kind()
        let name = samples.name(kind)
        let current = model.current(name)
        let refusal: StatusCode? =
            current?.isDeleted ?? true ? .notFound : model.isReferredTo(name) ? .failedPrecondition : nil
        let request = JSONValue(members: [("name", .string(name))])
        let fields = Self.writable(current?.resource ?? .null)
        try await write("Delete\(kind.singular)", kind, request, name, fields, refusal: refusal, isDeleted: true)
    }

    mutating func undelete() async throws {
        let kind = samples.kind()
        let name = samples.name(kind)
        let current = model.current(name)
        let fields = Self.writable(current?.resource ?? .null)
        let refusal: StatusCode? =
            switch current?.isDeleted {
            case nil: .notFound
            case false?: .alreadyExists
            case true?: model.isRefused(kind, name, fields) ? .failedPrecondition : nil
            }
        let request = JSONValue(members: [("name", .string(name))])
        try await write("Undelete\(kind.singular)", kind, request, name, fields, refusal: refusal)
    }

    /// All or none, in one transaction; of names that only batches use.
    mutating func createBatch() async throws {
        let kind = samples.kind()
        var items: [(name: String, fields: JSONValue)] = []
        for place in 0...samples.number(below: 4) {
            items.append(("\(kind.rawValue)/b\(history.count)-\(place)", samples.fields(kind)))
        }
        let isRefused = items.contains { model.isRefused(kind, $0.name, $0.fields) }
        let requests = items.map { creation(kind, $0.name, $0.fields) }
        let result = try await call(
            "BatchCreate\(kind.plural)",
            kind,
            JSONValue(members: [("requests", .array(requests))])
        )
        let code: StatusCode? = if case .failure(let status) = result { status.code } else { nil }
        try expect(code, isRefused ? .failedPrecondition : nil, "the end of a batch", about: items[0].name)
        guard case .success(let reply) = result else { return }
        let created = reply.elements(kind.rawValue)
        try expect(created.count, items.count, "a batch", about: items[0].name)
        for (item, resource) in zip(items, created) { try check(resource, item.name, item.fields, isDeleted: false) }
        model.commit(kind, created.map { ($0, false) })
    }

    private mutating func write(
        _ method: String,
        _ kind: ResourceKind,
        _ request: JSONValue,
        _ name: String,
        _ fields: JSONValue,
        refusal: StatusCode?,
        isDeleted: Bool = false
    ) async throws {
        let isTrial = samples.number(below: 12) == 0
        let request = isTrial ? request.setting("validateOnly", .bool(true)) : request
        switch try await call(method, kind, request) {
        case .failure(let status): try expect(status.code, refusal, "the end of \(method)", about: name)
        case .success(let resource):
            try expect(nil, refusal, "the end of \(method)", about: name)
            try check(resource, name, fields, isDeleted: isDeleted)
            if !isTrial { model.commit(kind, [(resource, isDeleted)]) }
        }
    }

    /// What a writer set is there, and the server's part follows from the version before.
    private func check(_ resource: JSONValue, _ name: String, _ fields: JSONValue, isDeleted: Bool) throws {
        let wanted = Set(fields.members.filter { $0.value != .array([]) }.map { "\($0.name)=\(text($0.value))" })
        let found = Set(Self.writable(resource).members.map { "\($0.name)=\(text($0.value))" })
        try expect(found, wanted, "the fields", about: name)
        let before = model.current(name)?.resource
        let revision = (model.histories[name]?.count ?? 0) + 1
        try expect(resource["name"]?.text, name, "the name", about: name)
        try expect(resource["revision"]?.text, "\(revision)", "the revision", about: name)
        try expect(resource["uid"], before?["uid"] ?? resource["uid"], "the uid", about: name)
        let created = before?["createTime"] ?? resource["updateTime"]
        try expect(resource["createTime"], created, "the create_time", about: name)
        try expect(resource["deleteTime"], isDeleted ? resource["updateTime"] : nil, "the delete_time", about: name)
        try expect(resource["etag"] == before?["etag"], false, "the same etag", about: name)
    }

    private func creation(_ kind: ResourceKind, _ name: String, _ fields: JSONValue) -> JSONValue {
        let id = String(name.dropFirst(kind.rawValue.count + 1))
        return JSONValue(members: [(kind.field, fields), ("\(kind.field)Id", .string(id))])
    }

    private static func writable(_ resource: JSONValue) -> JSONValue {
        let names: Set = ["name", "uid", "etag", "revision", "createTime", "updateTime", "deleteTime", "author"]
        return .object(resource.members.filter { !names.contains($0.name) })
    }
}
