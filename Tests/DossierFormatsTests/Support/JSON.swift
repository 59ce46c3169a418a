import DossierClient
import DossierCore
import DossierFormats
import DossierWire

/// JSON values as tests write them.
func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }

/// A resource as the server would show it.
func shown(_ resource: DossierResource) throws -> JSONValue {
    let type = resource.kind.descriptor
    return try JSONMessage.decode(try JSONMessage.encode(resource.fields, as: type), as: type)
}

/// The one statement, or other resource, of a file that has a line for each of its fields.
func read(_ kind: ResourceKind, _ fields: String) throws -> JSONValue {
    let indented = fields.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    let dossier = try DossierFile.read("\(kind):\n  x:\n\(indented)\n", name: "test")
    return try shown(dossier.resources[0])
}

/// What is wrong with a text.
func findings(_ text: String) -> [Finding] {
    do throws(Findings) {
        _ = try DossierFile.read(text, name: "f")
        return []
    } catch {
        return error.all
    }
}
