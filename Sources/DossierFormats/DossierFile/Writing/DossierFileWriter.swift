import DossierClient
import DossierCore
import DossierWire

/// Writes a dossier file, which `DossierFile.read` takes for the same resources.
public struct DossierFileWriter: ExportWriter {
    private var section: ResourceKind?
    private var bytes = 0
    private var values = 0

    /// Of all kinds.
    public init() {}

    /// A comment that says what the file shows.
    public mutating func begin(sequence: UInt64, to output: inout [UInt8]) {
        output += "# The record as of transaction \(sequence). docs/dossier-file.md describes the format.\n".utf8
    }

    /// Under its section, which it begins if it must.
    /// - Throws: RESOURCE_EXHAUSTED when the file would become too large to be read back.
    public mutating func write(
        _ resource: ExportedResource,
        beside others: [String: JSONValue],
        to output: inout [UInt8]
    ) throws(Status) {
        let start = output.count
        if section != resource.kind {
            section = resource.kind
            output += "\n\(resource.kind):\n".utf8
        }
        var message = MessageText()
        message.resource(resource)
        output += message.text.utf8
        bytes += output.count - start
        values += message.values
        guard bytes < Limits.fileBytes - 1_024, values <= Limits.fileElements else {
            throw Status(
                .resourceExhausted,
                "a dossier file holds at most \(Limits.fileBytes) bytes and \(Limits.fileElements) values, and this would "
                    + "be more; export an incident or a query, or write --format jsonl"
            )
        }
    }
}
