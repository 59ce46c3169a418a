import DossierCore

/// The formats that files are imported from.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// What people write by hand: docs/dossier-file.md.
    case dossier
    /// Resources in proto3 JSON, one a line.
    case jsonl
    /// Bundles of STIX 2.1 and 2.0.
    case stix
    /// Rows, by a mapping of their columns: docs/import-csv.md.
    case csv
    /// MISP's galaxy of threat actors: docs/import-misp.md.
    case mispGalaxy = "misp-galaxy"
    /// The tables of the European Repository of Cyber Incidents: docs/import-eurepoc.md.
    case eurepoc

    /// Surveys a file. Blocks.
    /// - Parameter mapping: what becomes of the columns of a CSV file; of no other.
    /// - Throws: `Findings` or a `Status` that says why nothing of it can be read.
    public func reader(of file: ImportFile, mapping: ImportFile? = nil) throws -> any ImportReader {
        guard (self == .csv) == (mapping != nil) else {
            let trouble = self == .csv ? "needs a mapping of its columns" : "takes no mapping: only csv does"
            throw Status(.invalidArgument, "the format \(rawValue) \(trouble)")
        }
        return switch self {
        case .dossier: DossierReader(try DossierFile.read(file))
        case .jsonl: try JSONLinesReader(file)
        case .stix: try STIXReader(file)
        case .csv: try CSVReader(file, mapping: mapping!)
        case .mispGalaxy: try GalaxyReader(file)
        case .eurepoc: try EuRepoC.reader(file)
        }
    }
}
