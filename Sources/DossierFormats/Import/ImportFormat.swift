import DossierCore

/// The formats that files are imported from.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// What people write by hand: docs/dossier-file.md.
    case dossier
    /// Resources in proto3 JSON, one a line.
    case jsonl
    /// Bundles of STIX 2.1 and 2.0.
    case stix

    /// Surveys a file. Blocks.
    /// - Throws: `Findings` or a `Status` that says why nothing of it can be read.
    public func reader(of file: ImportFile) throws -> any ImportReader {
        switch self {
        case .dossier: DossierReader(try DossierFile.read(file))
        case .jsonl: try JSONLinesReader(file)
        case .stix: try STIXReader(file)
        }
    }
}
