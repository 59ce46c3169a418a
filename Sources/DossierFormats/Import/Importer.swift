import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Brings the record to what a file says: creates what is missing, updates what differs, leaves the rest alone.
///
/// Kind after kind, since later ones refer to earlier ones. Each resource is written by itself and acknowledged, so an
/// import that was broken off can be run again from the start: what is there already is passed over.
public struct Importer: Sendable {
    private let resources: Resources
    private let isDryRun: Bool
    private let tlp: String?
    private let stop: ImportStop
    private let progress: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - isDryRun: compare only; the report says what would be done.
    ///   - tlp: of resources that have no marking, the name of a value of `dossier.v1.Tlp`; nil: the server's own.
    ///   - stop: ends it early.
    ///   - progress: told how many resources more are done. On any thread.
    public init(
        _ resources: Resources,
        isDryRun: Bool = false,
        tlp: String? = nil,
        stop: ImportStop = ImportStop(),
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.resources = resources
        self.isDryRun = isDryRun
        self.tlp = tlp
        self.stop = stop
        self.progress = progress
    }

    /// Does it. What the server refuses, and what breaks it off, is in the report.
    public func run(_ reader: any ImportReader) async -> ImportReport {
        let ledger = ImportLedger(reader.tally, progress: progress)
        let finder = SameAsFinder(resources)
        defer { finder.cancel() }
        let foreseen = ForeseenRecord(resources)
        var end = await run(reader, ledger, foreseen, finder)
        var report = ledger.report(reader, end)
        guard case .complete = end else { return report }
        let candidates = SameAsReader(await finder.finish(), resources)
        let own = ImportLedger(candidates.tally)
        end = await run(candidates, own, foreseen)
        report.take(candidates: own.report(candidates, end), of: finder)
        report.end = end
        return report
    }

    /// - Parameters:
    ///   - foreseen: of a dry run: is told of all that would be there.
    ///   - finder: is given the actors.
    private func run(
        _ reader: any ImportReader,
        _ ledger: ImportLedger,
        _ foreseen: ForeseenRecord,
        _ finder: SameAsFinder? = nil
    ) async -> ImportReport.End {
        do throws(Status) {
            for kind in ResourceKind.allCases {
                let end = try await run(kind, reader, ledger, foreseen, finder)
                guard case .complete = end else { return end }
            }
            return .complete
        } catch {
            return .failed(error)
        }
    }

    /// Reads a file to its end and does nothing with it, to see what will not be understood.
    public static func examine(_ reader: any ImportReader) async -> ImportReport {
        let ledger = ImportLedger(reader.tally)
        do throws(Status) {
            for kind in ResourceKind.allCases {
                try await reader.read(kind) { _ throws(Status) in ledger.read(kind) }
            }
            return ledger.report(reader, .complete)
        } catch {
            return ledger.report(reader, .failed(error))
        }
    }

    private func run(
        _ kind: ResourceKind,
        _ reader: any ImportReader,
        _ ledger: ImportLedger,
        _ foreseen: ForeseenRecord,
        _ finder: SameAsFinder?
    ) async throws(Status) -> ImportReport.End {
        var stopped: (name: String, place: Place)?
        if isDryRun {
            let comparison = RecordComparison(resources, ledger, foreseen)
            stopped = try await read(kind, reader, finder) { resources throws(Status) in
                try await comparison.take(resources)
            }
            // Of a file that was not read to its end it is not known what it lacks.
            if stopped == nil { try await comparison.finish() }
        } else {
            var number: UInt64 = 0
            try await lane(kind, ledger) { lane throws(Status) in
                stopped = try await read(kind, reader, finder) { resources throws(Status) in
                    for resource in resources {
                        number += 1
                        try await send(resource, number, lane, ledger)
                    }
                }
            }
            if stopped == nil { stopped = try await resend(kind, ledger).map { ($0.name, $0.place) } }
        }
        return stopped.map { .stopped(name: $0.name, place: $0.place) } ?? .complete
    }

    /// Gives what is read group by group, with what the record is to keep of each.
    /// - Returns: that before which it was stopped; nil: it was not.
    private func read(
        _ kind: ResourceKind,
        _ reader: any ImportReader,
        _ finder: SameAsFinder?,
        _ give: ([DossierResource]) async throws(Status) -> Void
    ) async throws(Status) -> (name: String, place: Place)? {
        var group = ImportGroup()
        func giveGroup() async throws(Status) {
            try await give(try await RecordedFields(resources: resources).added(to: group.resources))
            group = ImportGroup()
        }
        var next: DossierResource?
        do throws(Status) {
            try await reader.read(kind) { resource throws(Status) in
                guard !stop.isStopped else {
                    next = group.resources.first ?? resource
                    throw Status(.cancelled, "the import was stopped")
                }
                if kind == .actors { await finder?.take(resource) }
                let resource = marked(resource)
                if !group.take(resource) {
                    try await giveGroup()
                    _ = group.take(resource)
                }
            }
            try await giveGroup()
        } catch {
            guard next != nil else { throw error }
        }
        return next.map { ($0.name, $0.place) }
    }

    private func marked(_ resource: DossierResource) -> DossierResource {
        guard let tlp, resource.fields["tlp"] == nil else { return resource }
        return resource.setting("tlp", .string(tlp))
    }

    private func send(
        _ resource: DossierResource,
        _ number: UInt64,
        _ lane: ImportLane,
        _ ledger: ImportLedger
    ) async throws(Status) {
        ledger.read(resource.kind)
        let item: ImportItem
        do throws(Status) {
            item = try lane.item(number, resource)
        } catch {
            return ledger.settle(ImportItem(number, resource), .refused(error))
        }
        try await lane.send(item)
    }

    /// Sends again what referred to one of its kind that was not there yet, as long as that helps.
    /// - Returns: the item before which it was stopped; nil: it was not.
    private func resend(_ kind: ResourceKind, _ ledger: ImportLedger) async throws(Status) -> ImportItem? {
        var before = Int.max
        var stopped: ImportItem?
        while ledger.deferredCount > 0, ledger.deferredCount < before {
            before = ledger.deferredCount
            let items = ledger.takeDeferred()
            try await lane(kind, ledger) { lane throws(Status) in
                for item in items {
                    guard !stop.isStopped else {
                        stopped = item
                        return
                    }
                    try await lane.send(item)
                }
            }
            if let stopped { return stopped }
        }
        ledger.refuseDeferred()
        return nil
    }

    private func lane(
        _ kind: ResourceKind,
        _ ledger: ImportLedger,
        _ body: (ImportLane) async throws(Status) -> Void
    ) async throws(Status) {
        try await ImportLane.run(try await resources.importing(kind), settled: { ledger.settle($0, $1) }, body)
    }
}
