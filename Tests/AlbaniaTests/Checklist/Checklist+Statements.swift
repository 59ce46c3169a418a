extension Checklist {
    static let statements = [
        Item(
            "C1",
            "the ministry reports the second attack, in a statement, on Saturday",
            .field("statements/ministry-reports-attack", "kind", "STATEMENT_KIND_REPORTS"),
            .field("statements/ministry-reports-attack", "speaker", "actors/interior-ministry"),
            .field("statements/ministry-reports-attack", "about.name", "incidents/september-attack"),
            .field("statements/ministry-reports-attack", "channel", "CHANNEL_PRESS_RELEASE"),
            .field("statements/ministry-reports-attack", "said.earliest", "2022-09-10T00:00:00Z"),
            .field("statements/ministry-reports-attack", "appearances[paragraph 2].form", "APPEARANCE_FORM_DIRECT")
        ),
        Item(
            "C2",
            "the ministry: by the same actors, according to initial information",
            .field("statements/ministry-links-attacks", "kind", "STATEMENT_KIND_LINKS"),
            .field("statements/ministry-links-attacks", "speaker", "actors/interior-ministry"),
            .field("statements/ministry-links-attacks", "utterance", "ministry-statement"),
            .field("statements/ministry-links-attacks", "link.type", "LINK_TYPE_SAME_ACTORS"),
            .field("statements/ministry-links-attacks", "hedge.text", "according to initial information")
        ),
        Item(
            "C3",
            "the ministry: systems were shut down, half quoted and half told",
            .field("statements/ministry-announces-shutdown", "kind", "STATEMENT_KIND_ANNOUNCES_MEASURE"),
            .field("statements/ministry-announces-shutdown", "speaker", "actors/interior-ministry"),
            .field("statements/ministry-announces-shutdown", "measure.type", "MEASURE_TYPE_SHUTDOWN"),
            .words("statements/ministry-announces-shutdown", "purposeClaimed", "neutralise the criminal act"),
            .words(
                "statements/ministry-announces-shutdown",
                "appearances[APPEARANCE_FORM_PARTIAL].text",
                "In order to neutralise"
            ),
            .words(
                "statements/ministry-announces-shutdown",
                "appearances[APPEARANCE_FORM_PARAPHRASE].text",
                "have shut down"
            )
        ),
        Item(
            "C4",
            "Rama denounces the second attack and 'the same aggressors', in a tweet that the medium edited",
            .field("statements/rama-denounces-attack", "kind", "STATEMENT_KIND_CONDEMNS"),
            .field("statements/rama-denounces-attack", "speaker", "actors/edi-rama"),
            .field("statements/rama-denounces-attack", "channel", "CHANNEL_TWEET"),
            .field("statements/rama-denounces-attack", "about.name", "incidents/september-attack"),
            .field("statements/rama-denounces-attack", "targetActors", "actors/same-actors"),
            .words(
                "statements/rama-denounces-attack",
                "appearances[APPEARANCE_FORM_EDITED_QUOTE].text",
                "[committed by] the same aggressors"
            ),
            .field("statements/rama-links-attacks", "link.type", "LINK_TYPE_SAME_ACTORS"),
            .field("statements/rama-links-attacks", "utterance", "rama-tweet")
        ),
        Item(
            "C5",
            "Rama reports that allies condemned the aggressors: a statement inside a statement",
            .field("statements/rama-reports-condemnation", "about.name", "statements/allies-condemn-aggressors"),
            .field("statements/rama-reports-condemnation", "utterance", "rama-tweet"),
            .field("statements/allies-condemn-aggressors", "kind", "STATEMENT_KIND_CONDEMNS"),
            .field("statements/allies-condemn-aggressors", "speaker", "actors/allies"),
            .field("statements/allies-condemn-aggressors", "reportedBy", "actors/edi-rama"),
            .field("statements/allies-condemn-aggressors", "targetActors", "actors/same-actors")
        ),
        Item(
            "C6",
            "the headline blames Iran: the medium's own reading",
            .field("statements/headline-blames-iran", "kind", "STATEMENT_KIND_ATTRIBUTES"),
            .field("statements/headline-blames-iran", "speaker", "actors/the-medium"),
            .field("statements/headline-blames-iran", "about.name", "incidents/september-attack"),
            .field("statements/headline-blames-iran", "targetActors", "actors/iran"),
            .field("statements/headline-blames-iran", "basis", "BASIS_MEDIA"),
            .field("statements/headline-blames-iran", "appearances.locator", "headline"),
            .field("actors/the-medium", "relayer", "true")
        ),
        Item(
            "C7",
            "Iran rejects the accusation, of one attack or the other",
            .field("statements/iran-rejects-accusation", "kind", "STATEMENT_KIND_REJECTS"),
            .field("statements/iran-rejects-accusation", "onBehalfOf", "actors/iran"),
            .field("statements/iran-rejects-accusation", "targetActors", "actors/iran"),
            .field("statements/iran-rejects-accusation", "about[incidents/july-attack].candidate", "true"),
            .field("statements/iran-rejects-accusation", "about[incidents/september-attack].candidate", "true"),
            .words("statements/iran-rejects-accusation", "appearances.text", "baseless")
        ),
        Item(
            "C8",
            "Iran judges the severing of ties: a measure, not an incident",
            .field("statements/iran-rejects-severance", "kind", "STATEMENT_KIND_REJECTS"),
            .field("statements/iran-rejects-severance", "onBehalfOf", "actors/iran"),
            .field("statements/iran-rejects-severance", "about.name", "statements/rama-announces-severance"),
            .field("statements/rama-announces-severance", "measure.type", "MEASURE_TYPE_SEVERANCE_OF_RELATIONS"),
            .words(
                "statements/iran-rejects-severance",
                "appearances.text",
                "an ill-considered and short-sighted action"
            )
        ),
        Item(
            "C9",
            "Iran accuses the United States, quoted in the subhead and told in the body",
            .field("statements/iran-accuses-us", "kind", "STATEMENT_KIND_ACCUSES"),
            .field("statements/iran-accuses-us", "onBehalfOf", "actors/iran"),
            .field("statements/iran-accuses-us", "targetActors", "actors/united-states"),
            .field("statements/iran-accuses-us", "about.name", "statements/us-sanctions"),
            .field("statements/iran-accuses-us", "appearances[subhead].form", "APPEARANCE_FORM_PARTIAL"),
            .field("statements/iran-accuses-us", "appearances[paragraph 8].form", "APPEARANCE_FORM_PARAPHRASE")
        ),
        Item(
            "C10",
            "the United States sanctions the ministry and the minister, for which attack is not said",
            .field("statements/us-sanctions", "kind", "STATEMENT_KIND_SANCTIONS"),
            .field("statements/us-sanctions", "speaker", "actors/united-states"),
            .field("statements/us-sanctions", "targetActors", "actors/iran", "actors/mois", "actors/esmail-khatib"),
            .field("statements/us-sanctions", "about[incidents/july-attack].candidate", "true"),
            .field("statements/us-sanctions", "about[incidents/september-attack].candidate", "true")
        ),
        Item(
            "C11",
            "the United States supports Albania",
            .field("statements/us-supports-albania", "kind", "STATEMENT_KIND_SUPPORTS"),
            .field("statements/us-supports-albania", "speaker", "actors/united-states"),
            .field("statements/us-supports-albania", "targetActors", "actors/albania")
        ),
        Item(
            "C12",
            "Rama accuses Iran of directing the July attack, with a purpose",
            .field("statements/rama-accuses-iran", "kind", "STATEMENT_KIND_ATTRIBUTES"),
            .field("statements/rama-accuses-iran", "speaker", "actors/edi-rama"),
            .field("statements/rama-accuses-iran", "said.earliest", "2022-09-07T00:00:00Z"),
            .field("statements/rama-accuses-iran", "about.name", "incidents/july-attack"),
            .field("statements/rama-accuses-iran", "targetActors", "actors/iran"),
            .field("statements/rama-accuses-iran", "role", "ATTACK_ROLE_DIRECTION"),
            .field("statements/rama-accuses-iran", "basis", "BASIS_RECEIVER_GOVERNMENT"),
            .words("statements/rama-accuses-iran", "purposeClaimed", "paralyse public services and hack data"),
            .words(
                "statements/rama-accuses-iran",
                "appearances[APPEARANCE_FORM_PARTIAL].text",
                "paralyse public services"
            )
        ),
        Item(
            "C13",
            "Rama announces what the Council decided",
            .field("statements/rama-announces-severance", "kind", "STATEMENT_KIND_ANNOUNCES_MEASURE"),
            .field("statements/rama-announces-severance", "speaker", "actors/edi-rama"),
            .field("statements/rama-announces-severance", "measure.decidedBy", "actors/council-of-ministers")
        ),
        Item(
            "C14",
            "Rama: the attack failed its purpose",
            .field("statements/rama-purpose-failed", "kind", "STATEMENT_KIND_ASSESSES"),
            .field("statements/rama-purpose-failed", "speaker", "actors/edi-rama"),
            .field("statements/rama-purpose-failed", "assessment.value", "failed its purpose"),
            .words("statements/rama-purpose-failed", "appearances.text", "failed its purpose")
        ),
        Item(
            "C15",
            "Rama: damages may be considered minimal, compared to what was aimed at",
            .field("statements/rama-damages-minimal", "kind", "STATEMENT_KIND_ASSESSES"),
            .field("statements/rama-damages-minimal", "assessment.dimension", "damage"),
            .field("statements/rama-damages-minimal", "assessment.value", "minimal"),
            .words("statements/rama-damages-minimal", "hedge.text", "compared to the goals of the aggressor")
        ),
        Item(
            "C16",
            "Rama: all systems are back, and nothing was wiped for good",
            .field("statements/rama-systems-back", "assessment.dimension", "recoverability"),
            .field("statements/rama-systems-back", "assessment.value", "all systems fully operational again"),
            .field("statements/rama-nothing-wiped", "assessment.dimension", "data_loss"),
            .field("statements/rama-nothing-wiped", "assessment.value", "none that is irreversible"),
            .field("statements/rama-systems-back", "utterance", "rama-wednesday"),
            .field("statements/rama-nothing-wiped", "utterance", "rama-wednesday")
        ),
        Item(
            "C17",
            "Rama: the diplomats have 24 hours",
            .field("statements/rama-announces-expulsion", "kind", "STATEMENT_KIND_ANNOUNCES_MEASURE"),
            .field("statements/rama-announces-expulsion", "speaker", "actors/edi-rama"),
            .field("statements/rama-announces-expulsion", "quantities[24 hours].unit", "hours"),
            .words("statements/rama-announces-expulsion", "appearances.text", "had 24 hours")
        ),
        Item(
            "C18",
            "Tehran considers the MEK terrorist",
            .field("statements/iran-calls-mek-terrorist", "kind", "STATEMENT_KIND_CHARACTERISES"),
            .field("statements/iran-calls-mek-terrorist", "speaker", "actors/iran"),
            .field("statements/iran-calls-mek-terrorist", "targetActors", "actors/mek"),
            .words("statements/iran-calls-mek-terrorist", "appearances.text", "terrorist")
        ),
    ]
}
