import DossierClient
import DossierCore
import DossierFormats

/// An export in memory.
struct Exported {
    var bytes: [UInt8] = []
    var report: ExportReport

    init(
        _ resources: Resources,
        _ writer: some ExportWriter,
        _ selection: ExportSelection = .record,
        at moment: RecordMoment? = nil,
        ceiling: TLP? = nil
    ) async throws {
        let export = try await Export.prepare(
            resources,
            selection,
            kinds: writer.kinds,
            recordedAsOf: moment,
            ceiling: ceiling
        )
        var (writer, bytes, done) = (writer, [UInt8](), 0)
        report = try await export.run(&writer, progress: { done += $0 }, to: { bytes += $0 })
        self.bytes = bytes
        guard done == export.total else { throw Status(.internal, "\(done) of \(export.total) were done") }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    var lines: [Substring] { text.split(separator: "\n") }
}
