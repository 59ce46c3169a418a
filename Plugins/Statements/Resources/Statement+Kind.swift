import CDossierProtos
import ModuleKit

/// What statements are found, ordered and checked by.
let statementKind = Kind(
    resource: Kinds.statements,
    Dossier__V1__Statement.self,
    dossier__v1__statement__type(),
    termsVersion: 2,
    terms: [
        .name("speaker", of: [Kinds.actors]) { $0.add($1.speaker) },
        .name("on_behalf_of", of: [Kinds.actors]) { $0.add($1.on_behalf_of) },
        .name("reported_by", of: [Kinds.actors]) { $0.add($1.reported_by) },
        .text("kind") { $0.add(Int32($1.kind.rawValue), of: dossier__v1__statement_kind__type()) },
        .text("channel") { $0.add(Int32($1.channel.rawValue), of: dossier__v1__channel__type()) },
        .text("utterance") { $0.add($1.utterance) },
        .time("said.earliest") { $0.add($1.said?.pointee.earliest) },
        .time("said.latest") { $0.add($1.said?.pointee.latest) },
        .name("about.name", of: Kinds.subjects, repeated: true) { terms, statement in
            for reference in MessageList(statement.about, statement.n_about) { terms.add(reference.name) }
        },
        .name("target_actors", of: [Kinds.actors], repeated: true) { terms, statement in
            for actor in TextList(statement.target_actors, statement.n_target_actors) { terms.add(actor) }
        },
        .text("link.type") { terms, statement in
            guard let link = statement.link?.pointee else { return }
            terms.add(Int32(link.type.rawValue), of: dossier__v1__link_type__type())
        },
        .name("link.from", of: Kinds.subjects) { $0.add($1.link?.pointee.from) },
        .name("link.to", of: Kinds.subjects) { $0.add($1.link?.pointee.to) },
        .text("role") { $0.add(Int32($1.role.rawValue), of: dossier__v1__attack_role__type()) },
        .text("basis") { $0.add(Int32($1.basis.rawValue), of: dossier__v1__basis__type()) },
        .int("confidence") { terms, statement in
            if statement.confidence_value_case == DOSSIER__V1__STATEMENT__CONFIDENCE_VALUE_CONFIDENCE {
                terms.add(Int64(statement.confidence))
            }
        },
        .text("assessment.dimension") { $0.add($1.assessment?.pointee.dimension) },
        .name("appearances.source", of: [Kinds.sources], repeated: true) { terms, statement in
            for appearance in MessageList(statement.appearances, statement.n_appearances) {
                terms.add(appearance.source)
            }
        },
        .text("measure.type") { terms, statement in
            guard let measure = statement.measure?.pointee else { return }
            terms.add(Int32(measure.type.rawValue), of: dossier__v1__measure_type__type())
        },
        .name("measure.decided_by", of: [Kinds.actors]) { $0.add($1.measure?.pointee.decided_by) },
        .name("measure.targets", of: [Kinds.actors], repeated: true) { terms, statement in
            guard let measure = statement.measure?.pointee else { return }
            for target in TextList(measure.targets, measure.n_targets) { terms.add(target) }
        },
    ],
    texts: [
        .weight(4) { texts, statement in
            for appearance in MessageList(statement.appearances, statement.n_appearances) {
                texts.add(appearance.text)
            }
            texts.add(statement.purpose_claimed)
        },
        .weight(2) { texts, statement in
            texts.add(statement.link?.pointee.text)
            texts.add(statement.hedge?.pointee.text)
            texts.add(statement.assessment?.pointee.value)
            if let measure = statement.measure?.pointee {
                for target in TextList(measure.target_texts, measure.n_target_texts) { texts.add(target) }
            }
            for quantity in MessageList(statement.quantities, statement.n_quantities) {
                texts.add(quantity.of)
                texts.add(quantity.text)
            }
        },
        .weight(1) { texts, statement in
            texts.add(statement.said)
            texts.add(statement.assessment?.pointee.dimension)
        },
    ]
)
