extension Checklist {
    static let actors = [
        Item(
            "B1",
            "Albania and its other names",
            .field("actors/albania", "displayName", "Albania"),
            .field("actors/albania", "identityClass", "IDENTITY_CLASS_STATE"),
            .field(
                "actors/albania",
                "aliases.value",
                "Tirana",
                "the Balkan nation",
                "the Balkan state",
                "the authorities"
            )
        ),
        Item(
            "B2",
            "Iran and its other names",
            .field("actors/iran", "displayName", "Iran"),
            .field("actors/iran", "identityClass", "IDENTITY_CLASS_STATE"),
            .field("actors/iran", "aliases.value", "Tehran", "Islamic Republic of Iran")
        ),
        Item(
            "B3",
            "the United States and its other names",
            .field("actors/united-states", "displayName", "United States"),
            .field("actors/united-states", "identityClass", "IDENTITY_CLASS_STATE"),
            .field("actors/united-states", "aliases.value", "US", "Washington")
        ),
        Item(
            "B4",
            "the United Nations",
            .field("actors/united-nations", "displayName", "United Nations"),
            .field("actors/united-nations", "identityClass", "IDENTITY_CLASS_ORGANIZATION")
        ),
        Item(
            "B5",
            "Albania's interior ministry",
            .field("actors/interior-ministry", "displayName", "Ministry of Interior of Albania"),
            .field("actors/interior-ministry", "parent", "actors/albania")
        ),
        Item(
            "B6",
            "Albania's national police, a victim",
            .field("actors/national-police", "displayName", "National police of Albania"),
            .field("actors/national-police", "parent", "actors/albania"),
            .field("incidents/september-attack", "victims.actor", "actors/national-police")
        ),
        Item(
            "B7",
            "the Council of Ministers, which decides",
            .field("actors/council-of-ministers", "displayName", "Council of Ministers of Albania"),
            .field("statements/rama-announces-severance", "measure.decidedBy", "actors/council-of-ministers")
        ),
        Item(
            "B8",
            "Prime Minister Edi Rama, a person with an office",
            .field("actors/edi-rama", "displayName", "Edi Rama"),
            .field("actors/edi-rama", "identityClass", "IDENTITY_CLASS_INDIVIDUAL"),
            .field("actors/edi-rama", "roles[Prime Minister].organization", "actors/albania")
        ),
        Item(
            "B9",
            "Iran's Ministry of Intelligence and Security, a part of Iran",
            .field("actors/mois", "displayName", "Ministry of Intelligence and Security of Iran"),
            .field("actors/mois", "parent", "actors/iran")
        ),
        Item(
            "B10",
            "Esmail Khatib, who leads that ministry",
            .field("actors/esmail-khatib", "displayName", "Esmail Khatib"),
            .field("actors/esmail-khatib", "roles.title", "Minister of Intelligence and Security"),
            .field("actors/esmail-khatib", "roles.organization", "actors/mois")
        ),
        Item(
            "B11",
            "the MEK under two names, in two spellings",
            .field("actors/mek", "displayName", "People's Mujahedeen of Iran"),
            .field("actors/mek", "aliases.value", "MEK", "Mojahedin-e-Khalq")
        ),
        Item(
            "B12",
            "Albania's friendly countries and allies, of whom none is named",
            .field("actors/allies", "displayName", "Albania's friendly countries and allies"),
            .field("actors/allies", "identityClass", "IDENTITY_CLASS_COLLECTIVE")
        ),
        Item(
            "B13",
            "the same actors, or aggressors, known only by that",
            .field("actors/same-actors", "placeholder", "true"),
            .field("actors/same-actors", "aliases[the same actors].assertedBy", "actors/interior-ministry"),
            .field("actors/same-actors", "aliases[the same aggressors].assertedBy", "actors/edi-rama")
        ),
        Item(
            "B14",
            "Iranian diplomats and embassy staff, the target of a measure",
            .field("actors/iranian-embassy-staff", "identityClass", "IDENTITY_CLASS_CLASS"),
            .field("statements/rama-announces-expulsion", "measure.targets", "actors/iranian-embassy-staff")
        ),
        Item(
            "B15",
            "someone who speaks for Iran and is not named",
            .field("actors/iranian-speaker", "identityClass", "IDENTITY_CLASS_UNKNOWN"),
            .field("statements/iran-rejects-accusation", "speaker", "actors/iranian-speaker"),
            .field("statements/iran-rejects-accusation", "onBehalfOf", "actors/iran")
        ),
    ]
}
