import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Reads resources in proto3 JSON, one a line and each with its name, in any order: as `dossier -o json list` and
/// `dossier export --format jsonl` write them.
public final class JSONLinesReader: ImportReader {
    private struct Start {
        let offset: Int
        let line: Int
    }

    private let file: ImportFile
    private var starts: [ResourceKind: [Start]] = [:]
    /// Complete once the file is surveyed.
    public private(set) var tally = ImportTally(unit: "lines")
    /// Complete once the file is surveyed.
    public private(set) var remarks = ImportRemarks()

    /// Surveys a file. Blocks.
    /// - Throws: when it cannot be read; what is wrong with its lines are remarks.
    public init(_ file: ImportFile) throws(Status) {
        self.file = file
        var lines = LineReader(file)
        var names: Set<Int> = []
        while let line = try lines.next() { survey(line, &names) }
    }

    /// Exactly.
    public var counts: [ResourceKind: Int] { starts.mapValues(\.count) }

    /// In the order of the file.
    public func read(
        _ kind: ResourceKind,
        _ body: (DossierResource) async throws(Status) -> Void
    ) async throws(Status) {
        var lines = LineReader(file)
        for start in starts[kind] ?? [] {
            lines.move(to: start.offset, line: start.line)
            guard let line = try lines.next(), let value = try? JSONValue(parsing: line.bytes ?? []),
                case .resource(let resource) = RecordedJSON.read(value, at: Place(line: line.number, column: 1))
            else { throw Status(.aborted, "\(file.name) has changed while it was read; import it again") }
            try await body(resource)
        }
    }

    private func survey(_ line: LineReader.Line, _ names: inout Set<Int>) {
        let place = Place(line: line.number, column: 1)
        if let bytes = line.bytes, bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { return }
        tally.things += 1
        guard let bytes = line.bytes else {
            return remarks.note(.damaged, "line", "has more than \(Limits.importThingBytes) bytes", at: place)
        }
        let value: JSONValue
        do throws(JSONTrouble) {
            value = try JSONTrouble.parse(bytes, at: place)
        } catch {
            return remarks.note(.damaged, "line", error.reason, at: error.place)
        }
        switch RecordedJSON.read(value, at: place) {
        case .damaged(let reason): remarks.note(.damaged, "line", reason, at: place)
        case .notUnderstood(let kind, let reason): remarks.note(.notUnderstood, kind.field, reason, at: place)
        case .resource(let resource):
            guard names.insert(resource.name.hashValue).inserted else {
                let reason = "the file has one of that name already; the first counts"
                return remarks.note(.duplicate, resource.kind.field, reason, id: resource.name, at: place)
            }
            if let damage = TextDamage.of(value) {
                remarks.note(.doubtful, resource.kind.field, damage, id: resource.name, at: place)
            }
            tally.understood += 1
            starts[resource.kind, default: []].append(Start(offset: line.offset, line: line.number))
        }
    }
}
