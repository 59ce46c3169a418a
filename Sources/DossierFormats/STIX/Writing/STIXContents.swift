import DossierCore
import DossierWire

/// What is said in sources and of incidents, remembered until these are written.
struct STIXContents {
    private struct Reference {
        let type: UInt8
        let uuid: UUIDValue
    }

    private static let types = ["relationship", "opinion", "note"]
    private var appearing: [String: [Reference]] = [:]
    private var assessed: [String: [String: Set<String>]] = [:]

    /// Takes note of a statement.
    /// - Parameter id: of its object.
    mutating func add(_ statement: ExportedResource, id: String) {
        let fields = statement.fields
        if let type = Self.types.firstIndex(where: { id.hasPrefix("\($0)--") }),
            let uuid = UUIDValue(id.suffix(36))
        {
            for source in Set(fields.elements("appearances").compactMap { $0["source"]?.text }) {
                guard appearing[source, default: []].count < Limits.exportedReportObjects else { continue }
                appearing[source, default: []].append(Reference(type: UInt8(type), uuid: uuid))
            }
        }
        guard let dimension = fields["assessment"]?["dimension"]?.text, let value = fields["assessment"]?["value"]?.text
        else { return }
        for name in fields.elements("about").compactMap({ $0["name"]?.text }) where name.hasPrefix("incidents/") {
            assessed[name, default: [:]][dimension, default: []].insert(value)
        }
    }

    /// The ids of the statements that appear in a source, up to `Limits.exportedReportObjects`.
    func statements(in source: String) -> [String] {
        (appearing[source] ?? []).map { "\(Self.types[Int($0.type)])--\($0.uuid.text)" }
    }

    /// The values that an incident is given, by dimension.
    func assessments(of incident: String) -> [String: Set<String>] { assessed[incident] ?? [:] }
}
