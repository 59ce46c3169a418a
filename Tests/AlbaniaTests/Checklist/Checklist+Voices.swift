extension Checklist {
    static let voices = [
        Item(
            "G1",
            "'according to initial information'",
            .field("statements/ministry-links-attacks", "hedge.text", "according to initial information")
        ),
        Item(
            "G2",
            "the medium's 'alleged': of the hacking, of the involvement, of the attack",
            .field("statements/medium-gives-reason-for-severance", "hedge.text", "alleged"),
            .field("statements/medium-gives-reason-for-severance", "speaker", "actors/the-medium"),
            .words("statements/medium-gives-reason-for-severance", "appearances.text", "alleged hacking"),
            .field("statements/medium-gives-reason-for-sanctions", "hedge.text", "alleged"),
            .field("statements/medium-gives-reason-for-sanctions", "speaker", "actors/the-medium"),
            .words("statements/medium-gives-reason-for-sanctions", "appearances.text", "alleged involvement"),
            .field("statements/medium-notes-first-disclosure", "hedge.text", "alleged"),
            .field("statements/medium-notes-first-disclosure", "speaker", "actors/the-medium"),
            .words("statements/medium-notes-first-disclosure", "appearances.text", "alleged attack")
        ),
        Item(
            "G3",
            "'may be considered'",
            .words("statements/rama-damages-minimal", "hedge.text", "may be considered")
        ),
        Item(
            "G4",
            "'compared to'",
            .words("statements/rama-damages-minimal", "hedge.text", "compared to")
        ),
        Item(
            "G5",
            "words that the medium keeps at a distance by quoting them",
            .words("statements/iran-rejects-accusation", "appearances[APPEARANCE_FORM_PARTIAL].text", "“baseless”"),
            .words("statements/iran-calls-mek-terrorist", "appearances[APPEARANCE_FORM_PARTIAL].text", "“terrorist”")
        ),
        Item(
            "G6",
            "direct, partial, edited, paraphrased, narrated",
            .field("statements/rama-purpose-failed", "appearances.form", "APPEARANCE_FORM_DIRECT"),
            .field("statements/iran-rejects-severance", "appearances.form", "APPEARANCE_FORM_PARTIAL"),
            .field("statements/rama-denounces-attack", "appearances.form", "APPEARANCE_FORM_EDITED_QUOTE"),
            .field("statements/rama-announces-expulsion", "appearances.form", "APPEARANCE_FORM_PARAPHRASE"),
            .field("statements/medium-calls-states-foes", "appearances.form", "APPEARANCE_FORM_NARRATION")
        ),
        Item(
            "G7",
            "speaker, principal, channel and medium are four things",
            .field("statements/rama-denounces-attack", "speaker", "actors/edi-rama"),
            .field("statements/rama-denounces-attack", "onBehalfOf", "actors/albania"),
            .field("statements/rama-denounces-attack", "channel", "CHANNEL_TWEET"),
            .field("statements/rama-denounces-attack", "appearances.source", "sources/article"),
            .field("sources/article", "publisher", "actors/the-medium")
        ),
        Item(
            "G8",
            "speakers who are many, or not named",
            .field("statements/allies-condemn-aggressors", "speaker", "actors/allies"),
            .field("actors/allies", "identityClass", "IDENTITY_CLASS_COLLECTIVE"),
            .field("statements/iran-rejects-accusation", "speaker", "actors/iranian-speaker"),
            .field("actors/iranian-speaker", "identityClass", "IDENTITY_CLASS_UNKNOWN")
        ),
        Item(
            "G9",
            "a capital's name for a state, as the medium has it",
            .field("actors/albania", "aliases[Tirana].assertedBy", "actors/the-medium"),
            .field("actors/iran", "aliases[Tehran].assertedBy", "actors/the-medium"),
            .field("actors/united-states", "aliases[Washington].assertedBy", "actors/the-medium")
        ),
    ]
}
