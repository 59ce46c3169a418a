import DossierClient
import DossierCore
import DossierWire

/// Brings the record to what a dossier says: creates what is missing, updates what differs, leaves the rest alone.
///
/// Kind after kind, since later ones refer to earlier ones. New resources of a kind go in one batch, all or none, as
/// far as a batch holds them.
public struct Importer: Sendable {
    private let resources: Resources
    private let isDryRun: Bool
    private let progress: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - isDryRun: compare only; the report says what would be done.
    ///   - progress: told how many resources more are done. On any thread.
    public init(_ resources: Resources, isDryRun: Bool = false, progress: @escaping @Sendable (Int) -> Void = { _ in })
    {
        self.resources = resources
        self.isDryRun = isDryRun
        self.progress = progress
    }

    /// Does it. What the server refuses is in the report.
    /// - Throws: what ends the import as a whole, such as UNAVAILABLE.
    public func run(_ dossier: Dossier) async throws(Status) -> ImportReport {
        var report = ImportReport()
        for kind in ResourceKind.allCases where report.refusals.isEmpty {
            try await run(dossier[kind], kind, &report)
        }
        return report
    }

    private enum Need: Sendable {
        case create(JSONValue)
        case update(JSONValue)
        case nothing
        case refused(Status)
    }

    private func run(_ items: [DossierResource], _ kind: ResourceKind, _ report: inout ImportReport)
        async throws(Status)
    {
        let needs = try await eachOf(items) { item throws(Status) in try await need(item) }
        var counts = ImportReport.Counts()
        var missing: [(item: DossierResource, fields: JSONValue)] = []
        for (item, need) in zip(items, needs) {
            switch need {
            case .create(let fields): missing.append((item, fields))
            case .nothing: counts.unchanged += 1
            case .refused(let status): report.refusals.append(.init(resource: item, kind: kind, status: status))
            case .update: break
            }
        }
        progress(counts.unchanged)
        if report.refusals.isEmpty { counts.created = try await create(missing, kind, &report) }
        if report.refusals.isEmpty { counts.updated = try await update(items, needs, kind, &report) }
        if !items.isEmpty { report.counts[kind] = counts }
    }

    /// What has to be done for a resource, by what the record holds. (BatchGet would fail for all when one is missing.)
    private func need(_ item: DossierResource) async throws(Status) -> Need {
        let wanted = try Comparison.canonical(item.fields, item.kind)
        let current: JSONValue
        do throws(Status) {
            current = try await resources.get(item.name, item.kind)
        } catch {
            guard error.code == .notFound else { throw error }
            return .create(wanted)
        }
        if current["deleteTime"] != nil {
            return .refused(Status(.failedPrecondition, "\(item.name) was deleted; undelete it, or take another name"))
        }
        if try Comparison.canonical(current, item.kind) == wanted { return .nothing }
        return .update(
            wanted.setting("name", .string(item.name)).setting("etag", current["etag"] ?? .string(""))
        )
    }

    private func create(
        _ missing: [(item: DossierResource, fields: JSONValue)],
        _ kind: ResourceKind,
        _ report: inout ImportReport
    ) async throws(Status) -> Int {
        var created = 0
        for batch in Batches.of(missing, kind) {
            do throws(Status) {
                if !isDryRun { try await resources.create(kind, batch.map { ($0.item.id, $0.fields) }) }
                created += batch.count
                progress(batch.count)
            } catch {
                guard error.isOfItem else { throw error }
                report.refusals += Self.refusals(error, batch.map(\.item), kind)
                return created
            }
        }
        return created
    }

    private func update(
        _ items: [DossierResource],
        _ needs: [Need],
        _ kind: ResourceKind,
        _ report: inout ImportReport
    ) async throws(Status) -> Int {
        var updated = 0
        for (item, need) in zip(items, needs) {
            guard case .update(let fields) = need else { continue }
            do throws(Status) {
                if !isDryRun { _ = try await resources.update(kind, fields) }
                updated += 1
                progress(1)
            } catch {
                guard error.isOfItem else { throw error }
                report.refusals.append(.init(resource: item, kind: kind, status: error))
            }
        }
        return updated
    }

    /// Shares out a batch's refusal: each violation to the item that its path names.
    private static func refusals(
        _ status: Status,
        _ items: [DossierResource],
        _ kind: ResourceKind
    ) -> [ImportReport.Refusal] {
        let refusals = status.fieldViolations.compactMap { violation -> ImportReport.Refusal? in
            guard let match = violation.field.prefixMatch(of: /requests\[(\d+)\]\./), let index = Int(match.1),
                items.indices.contains(index)
            else { return nil }
            let path = violation.field[match.range.upperBound...]
            let field = path.hasPrefix("\(kind.field).") ? path.dropFirst(kind.field.count + 1) : path
            let status = Status(status.code, "\(field): \(violation.description)")
            return .init(resource: items[index], kind: kind, status: status)
        }
        return refusals.isEmpty ? [.init(resource: nil, kind: kind, status: status)] : refusals
    }

    /// The results of many calls, some of them at a time, in the order of the items.
    private func eachOf<Item: Sendable, Result: Sendable>(
        _ items: [Item],
        _ body: @escaping @Sendable (Item) async throws(Status) -> Result
    ) async throws(Status) -> [Result] {
        do {
            return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
                var results = [Result?](repeating: nil, count: items.count)
                for (index, item) in items.enumerated() {
                    if index >= Limits.importCalls, let (done, result) = try await group.next() {
                        results[done] = result
                    }
                    group.addTask { (index, try await body(item)) }
                }
                for try await (done, result) in group { results[done] = result }
                return results.map { $0! }
            }
        } catch {
            throw error as? Status ?? Status(.internal, "\(error)")
        }
    }
}

extension Status {
    /// Whether it speaks of what was sent, not of the connection or the server.
    fileprivate var isOfItem: Bool {
        [.invalidArgument, .failedPrecondition, .aborted, .alreadyExists, .notFound].contains(code)
    }
}
