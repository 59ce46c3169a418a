import DossierWire

/// What stands in a bundle so that its readers can tell what our extension is.
enum STIXExtension {
    /// Who made it, and the extension-definition.
    static let objects = [author.json, definition.json]

    /// Since when what never changes has been there.
    static let time = "2022-09-10T00:00:00.000Z"

    private static let author: STIXObject = {
        var object = STIXObject(DossierExtension.authorID, created: time, modified: time)
        object.set("name", .string("Dossier"))
        object.set("identity_class", .string("system"))
        return object
    }()

    private static let definition: STIXObject = {
        var object = STIXObject(DossierExtension.id, created: time, modified: time)
        object.set("created_by_ref", .string(DossierExtension.authorID))
        object.set("name", .string("Dossier resource"))
        let description = """
            The resource of a Dossier record that an object stands for, whole, in proto3 JSON (resource); or the name of the \
            resource of which the object shows a part (part_of).
            """
        object.set("description", .string(description))
        let schema = """
            An object with one of two members. resource: an object, a message of dossier.v1 (Actor, Source, Incident or \
            Statement) in proto3 JSON, its name included. part_of: a string, a resource's name.
            """
        object.set("schema", .string(schema))
        object.set("version", .string(DossierExtension.version))
        object.set("extension_types", ids: ["property-extension"])
        return object
    }()
}
