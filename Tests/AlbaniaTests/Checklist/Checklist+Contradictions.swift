extension Checklist {
    static let contradictions = [
        Item(
            "H1",
            "attributed and rejected",
            .field("statements/rama-accuses-iran", "kind", "STATEMENT_KIND_ATTRIBUTES"),
            .field("statements/rama-accuses-iran", "targetActors", "actors/iran"),
            .field("statements/iran-rejects-accusation", "kind", "STATEMENT_KIND_REJECTS"),
            .field("statements/iran-rejects-accusation", "targetActors", "actors/iran")
        ),
        Item(
            "H2",
            "the headline names Iran, the quoted ministry does not",
            .field("statements/headline-blames-iran", "targetActors", "actors/iran"),
            .nothing("statements/ministry-reports-attack", "targetActors"),
            .nothing("statements/ministry-links-attacks", "targetActors"),
            .nothing("statements/ministry-announces-shutdown", "targetActors")
        ),
        Item(
            "H3",
            "the victim says minimal, others record a wiper and lost data",
            .field("statements/rama-damages-minimal", "assessment.value", "minimal"),
            .field("statements/rama-nothing-wiped", "assessment.dimension", "data_loss"),
            .field("statements/eurepoc-records-data-loss", "assessment.dimension", "data_loss"),
            .words("statements/eurepoc-records-data-loss", "assessment.value", "data destroyed"),
            .field("statements/eurepoc-records-data-loss", "appearances.source", "sources/eurepoc-1502"),
            .field("sources/eurepoc-1502", "externalRefs[eurepoc].id", "1502"),
            .field("statements/attack-records-wiper", "assessment.dimension", "data_loss"),
            .words("statements/attack-records-wiper", "assessment.value", "wiper"),
            .field("statements/attack-records-wiper", "appearances.source", "sources/attack-c0038"),
            .field("sources/attack-c0038", "externalRefs[mitre-attack].id", "C0038")
        ),
        Item(
            "H4",
            "one incident, three wordings of its target",
            .field(
                "incidents/july-attack",
                "victims[government digital services and websites].actor",
                "actors/albania"
            ),
            .field("incidents/july-attack", "victims[public and government service systems].actor", "actors/albania"),
            .field("incidents/july-attack", "victims[Albanian institutions].actor", "actors/albania")
        ),
        Item(
            "H5",
            "what Iran's rejection refers to: candidates, no guess",
            .field("statements/iran-rejects-accusation", "about[incidents/july-attack].candidate", "true"),
            .field("statements/iran-rejects-accusation", "about[incidents/september-attack].candidate", "true")
        ),
        Item(
            "H6",
            "incident, accusation, measure, rejection of the measure; and sanctions, answered by an accusation",
            .field("statements/rama-accuses-iran", "about.name", "incidents/july-attack"),
            .field("statements/rama-announces-severance", "about.name", "statements/rama-accuses-iran"),
            .field("statements/iran-rejects-severance", "about.name", "statements/rama-announces-severance"),
            .field("statements/us-sanctions", "about.name", "incidents/july-attack"),
            .field("statements/iran-accuses-us", "about.name", "statements/us-sanctions")
        ),
    ]
}
