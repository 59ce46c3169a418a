extension Checklist {
    static let incidents = [
        Item(
            "A1",
            "the attack of July 15, its target in three wordings",
            .field("incidents/july-attack", "occurred.earliest", "2022-07-15T00:00:00Z"),
            .field(
                "incidents/july-attack",
                "victims.targetText",
                "government digital services and websites",
                "public and government service systems",
                "Albanian institutions"
            )
        ),
        Item(
            "A2",
            "the attack of Friday on the national police's computer systems",
            .field("incidents/september-attack", "occurred.earliest", "2022-09-09T00:00:00Z"),
            .field("incidents/september-attack", "victims.targetText", "national police's computer systems"),
            .words("statements/ministry-reports-attack", "appearances.text", "a second cyberattack"),
            .words("statements/headline-blames-iran", "appearances.text", "the renewed attack"),
            .words("statements/rama-denounces-attack", "appearances.text", "another cyberattack")
        ),
        Item(
            "A3",
            "the second is linked to the first by shared actors, without a name",
            .field("statements/ministry-links-attacks", "link.type", "LINK_TYPE_SAME_ACTORS"),
            .field("statements/ministry-links-attacks", "link.from", "incidents/september-attack"),
            .field("statements/ministry-links-attacks", "link.to", "incidents/july-attack"),
            .field("statements/ministry-links-attacks", "link.text", "the same actors who in July attacked"),
            .nothing("statements/ministry-links-attacks", "targetActors")
        ),
    ]
}
