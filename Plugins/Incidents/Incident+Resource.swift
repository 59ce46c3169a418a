import CDossierProtos
import ModuleKit

private let actors = KindName("actors")

/// Incidents, as a resource.
let incidents = Resource(
    Dossier__V1__Incident.self,
    dossier__v1__incident__type(),
    kind: incidentKind.name,
    singular: "Incident",
    plural: "Incidents",
    check: { incident, check in
        check.title(incident.title, "title")
        check.each(MessageList(incident.victims, incident.n_victims), "victims") { victim, check in
            check.name(victim.actor, "actor", of: [actors])
            check.require(
                !check.string(victim.actor).isEmpty || !check.string(victim.target_text).isEmpty,
                "target_text",
                "is required where no actor is named"
            )
        }
    }
)
