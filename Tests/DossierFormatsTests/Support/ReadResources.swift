import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

extension ImportReader {
    /// Everything that it gives, in the order of the kinds.
    func resources() async throws -> [DossierResource] {
        var resources: [DossierResource] = []
        for kind in ResourceKind.allCases { try await read(kind) { resources.append($0) } }
        return resources
    }
}

/// A reader of a file with these contents.
func withReader<Reader, Result>(
    of contents: some Sequence<UInt8>,
    _ open: (ImportFile) throws -> Reader,
    _ body: (Reader) async throws -> Result
) async throws -> Result {
    try await withTemporaryFolder { folder in
        let path = folder.appending(path: "file")
        try Data(Array(contents)).write(to: path)
        return try await body(try open(try ImportFile(path.path)))
    }
}

/// The remarks of a reader, one a line: "damaged row 3 (has fewer cells than there are columns)".
func lines(_ remarks: ImportRemarks) -> [String] {
    remarks.first.map { "\($0.trouble) \($0.type) \($0.place.line) (\($0.reason))" }
}

/// Names, in the order in which a reader gives them.
func names(_ resources: [DossierResource]) -> [String] { resources.map(\.name) }
