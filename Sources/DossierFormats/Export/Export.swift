import DossierClient
import DossierCore
import DossierWire

/// Resources of one moment of the record, on their way into a file.
///
/// Every page of every kind is of one transaction. The whole record passes through page by page; the surroundings of an
/// incident or a query are gathered in memory.
public struct Export {
    /// How much there is to do, in the units of progress.
    public let total: Int
    private let reader: RecordReader
    private let source: ExportSource
    /// What is looked through for what may leave.
    private let surveyed: ExportSource
    private let ceiling: TLP?

    /// Finds out what is to be exported.
    /// - Parameters:
    ///   - kinds: those that will be written.
    ///   - moment: nil: as the record stands now.
    ///   - ceiling: nothing leaves that is marked above it, and nothing that refers to that; nil: none.
    /// - Throws: NOT_FOUND for an incident that is not there; INVALID_ARGUMENT for a filter that cannot be read;
    ///   RESOURCE_EXHAUSTED past `Limits.exportedSurroundings`.
    public static func prepare(
        _ resources: Resources,
        _ selection: ExportSelection,
        kinds: [ResourceKind] = ResourceKind.allCases,
        recordedAsOf moment: RecordMoment? = nil,
        ceiling: TLP? = nil
    ) async throws(Status) -> Export {
        let reader = try await RecordReader.open(resources, at: moment)
        let source: ExportSource
        let surveyed: ExportSource
        switch selection {
        case .record:
            source = .record(reader)
            surveyed = source
        case .rows(_, let filter, let search):
            source = .record(reader, filter: filter, search: search)
            // What a row refers to is not among the rows.
            surveyed = .record(reader)
        case .matches(let kind, let filter, let search):
            source = .surroundings(try await Surroundings.of(kind, filter: filter, search: search, reader))
            surveyed = source
        case .incident(let name):
            source = .surroundings(try await Surroundings.of(incident: name, reader))
            surveyed = source
        }
        var total = 0
        for kind in kinds { total += try await source.count(kind) }
        for kind in ResourceKind.allCases { total += try await surveyed.count(kind) }
        return Export(total: total, reader: reader, source: source, surveyed: surveyed, ceiling: ceiling)
    }

    /// Writes it.
    /// - Parameters:
    ///   - progress: told how much more of `total` is done.
    ///   - sink: given what is written, piece by piece.
    public func run(
        _ writer: inout some ExportWriter,
        progress: (Int) -> Void = { _ in },
        to sink: ([UInt8]) throws(Status) -> Void
    ) async throws(Status) -> ExportReport {
        let survey = try await Survey.of(surveyed, ceiling: ceiling, progress: progress)
        var report = ExportReport(sequence: reader.sequence)
        var neighbours = Neighbours(source, reader, writer.lookups)
        var output: [UInt8] = []
        try writer.begin(sequence: reader.sequence, to: &output)
        for kind in writer.kinds {
            var pages = source.pages(of: kind)
            while let page = try await pages.next() {
                let leaving = page.filter { resource in
                    guard let reason = survey.withholding(resource["name"]?.text ?? "") else { return true }
                    report.withheld[kind, default: [:]][reason, default: 0] += 1
                    return false
                }
                let others = try await neighbours.of(leaving, kind)
                for resource in leaving {
                    try writer.write(ExportedResource(resource, kind), beside: others, to: &output)
                }
                try sink(output)
                output.removeAll(keepingCapacity: true)
                if !leaving.isEmpty { report.written[kind, default: 0] += leaving.count }
                progress(page.count)
            }
        }
        try writer.end(to: &output)
        try sink(output)
        return report
    }
}
