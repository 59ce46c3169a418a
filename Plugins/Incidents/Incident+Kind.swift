import CDossierProtos
import ModuleKit

/// What incidents are found, ordered and checked by.
let incidentKind = Kind(
    resource: KindName("incidents"),
    Dossier__V1__Incident.self,
    dossier__v1__incident__type(),
    termsVersion: 2,
    terms: [
        .text("title") { $0.add($1.title) },
        .text("types", repeated: true) { terms, incident in
            for index in 0..<incident.n_types {
                terms.add(Int32(incident.types[index].rawValue), of: dossier__v1__incident_type__type())
            }
        },
        .time("occurred.earliest") { $0.add($1.occurred?.pointee.earliest) },
        .time("occurred.latest") { $0.add($1.occurred?.pointee.latest) },
        .time("disclosed.earliest") { $0.add($1.disclosed?.pointee.earliest) },
        .time("disclosed.latest") { $0.add($1.disclosed?.pointee.latest) },
        .name("victims.actor", of: [KindName("actors")], repeated: true) { terms, incident in
            for victim in MessageList(incident.victims, incident.n_victims) { terms.add(victim.actor) }
        },
        .text("victims.sectors", repeated: true) { terms, incident in
            for victim in MessageList(incident.victims, incident.n_victims) {
                for sector in TextList(victim.sectors, victim.n_sectors) { terms.add(sector) }
            }
        },
    ],
    texts: [
        .weight(4) { $0.add($1.title) },
        .weight(2) { texts, incident in
            for victim in MessageList(incident.victims, incident.n_victims) { texts.add(victim.target_text) }
        },
        .weight(1) { texts, incident in
            texts.add(incident.summary)
            texts.add(incident.occurred)
            texts.add(incident.disclosed)
            for victim in MessageList(incident.victims, incident.n_victims) {
                for sector in TextList(victim.sectors, victim.n_sectors) { texts.add(sector) }
            }
        },
    ]
)
