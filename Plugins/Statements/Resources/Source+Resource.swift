import CDossierProtos
import ModuleKit

/// Sources, as a resource.
let sources = Resource(
    Dossier__V1__Source.self,
    dossier__v1__source__type(),
    kind: Kinds.sources,
    singular: "Source",
    plural: "Sources",
    check: { source, check in
        check.title(source.title, "title")
        check.name(source.publisher, "publisher", of: [Kinds.actors])
    }
)

/// What sources are found, ordered and checked by.
let sourceKind = Kind(
    resource: Kinds.sources,
    Dossier__V1__Source.self,
    dossier__v1__source__type(),
    termsVersion: 2,
    terms: [
        .text("title") { $0.add($1.title) },
        .name("publisher", of: [Kinds.actors]) { $0.add($1.publisher) },
        .text("url") { $0.add($1.url) },
        .text("medium") { $0.add(Int32($1.medium.rawValue), of: dossier__v1__source_medium__type()) },
        .time("published.earliest") { $0.add($1.published?.pointee.earliest) },
        .time("published.latest") { $0.add($1.published?.pointee.latest) },
        .text("language") { $0.add($1.language) },
    ],
    texts: [
        .weight(4) { $0.add($1.title) },
        .weight(1) { texts, source in
            texts.add(source.url)
            texts.add(source.published)
        },
    ]
)
