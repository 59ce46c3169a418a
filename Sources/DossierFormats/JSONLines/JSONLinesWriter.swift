import DossierCore
import DossierWire

/// Writes JSON lines: on each line one resource in proto3 JSON, with its name and without what only the server sets.
public struct JSONLinesWriter: ExportWriter {
    /// Of all kinds.
    public init() {}

    /// One line.
    public mutating func write(
        _ resource: ExportedResource,
        beside others: [String: JSONValue],
        to output: inout [UInt8]
    ) {
        output += resource.named.encode()
        output.append(UInt8(ascii: "\n"))
    }
}
