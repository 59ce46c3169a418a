import DossierWire

/// A source in STIX: a report of the statements that appear in it.
struct STIXReport {
    private let source: ExportedResource
    private let names: STIXNames
    private let statements: [String]

    /// - Parameter statements: the ids of their objects.
    init(_ source: ExportedResource, _ names: STIXNames, _ statements: [String]) {
        self.source = source
        self.names = names
        self.statements = statements
    }

    /// The report. STIX wants it to refer to something: when nothing appears in it that is exported, to its publisher, or
    /// to who wrote the bundle.
    var object: STIXObject {
        let fields = source.fields
        var object = STIXObject(STIXID.of(source.name, fields) ?? "", for: source)
        let publisher = names.identity(fields["publisher"])
        object.set("created_by_ref", publisher)
        object.set("name", fields["title"])
        let published = fields["published"]?["earliest"]?.text ?? fields["published"]?["latest"]?.text
        object.set("published", .string(STIXTime.milliseconds(published ?? source.createTime)))
        if let url = fields["url"]?.text {
            let link = STIXReference.one(fields["title"]?.text ?? "", id: nil, url: url, description: nil)
            object.add("external_references", [link])
        }
        object.set("object_refs", ids: statements.isEmpty ? [publisher?.text ?? DossierExtension.authorID] : statements)
        return object
    }
}
