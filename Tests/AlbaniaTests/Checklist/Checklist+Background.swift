extension Checklist {
    static let background = [
        Item(
            "E1",
            "bitter foes for years, since a time that is not given",
            .field("statements/medium-calls-states-foes", "link.type", "LINK_TYPE_ADVERSARY_OF"),
            .field("statements/medium-calls-states-foes", "link.from", "actors/albania"),
            .field("statements/medium-calls-states-foes", "link.to", "actors/iran"),
            .field("statements/medium-calls-states-foes", "link.valid.precision", "PRECISION_OPEN"),
            .nothing("statements/medium-calls-states-foes", "link.valid.earliest")
        ),
        Item(
            "E2",
            "Albania hosts members of the MEK",
            .field("statements/medium-says-albania-hosts-mek", "link.type", "LINK_TYPE_HOSTS"),
            .field("statements/medium-says-albania-hosts-mek", "link.from", "actors/albania"),
            .field("statements/medium-says-albania-hosts-mek", "link.to", "actors/mek")
        ),
        Item(
            "E3",
            "agreed in 2013",
            .field("statements/medium-dates-agreement", "link.valid.precision", "PRECISION_YEAR"),
            .field("statements/medium-dates-agreement", "link.valid.earliest", "2013-01-01T00:00:00Z"),
            .words("statements/medium-dates-agreement", "link.text", "agreed to take in")
        ),
        Item(
            "E4",
            "at the request of Washington and the United Nations",
            .field("statements/medium-says-us-requested-it", "link.type", "LINK_TYPE_REQUESTED"),
            .field("statements/medium-says-us-requested-it", "link.from", "actors/united-states"),
            .field("statements/medium-says-us-requested-it", "about.name", "statements/medium-dates-agreement"),
            .field("statements/medium-says-un-requested-it", "link.type", "LINK_TYPE_REQUESTED"),
            .field("statements/medium-says-un-requested-it", "link.from", "actors/united-nations"),
            .field("statements/medium-says-un-requested-it", "about.name", "statements/medium-dates-agreement")
        ),
        Item(
            "E5",
            "thousands settled, over the years",
            .field("statements/medium-counts-settlers", "quantities.text", "thousands"),
            .field("statements/medium-counts-settlers", "quantities.over.text", "over the years"),
            .nothing("statements/medium-counts-settlers", "quantities.maximum")
        ),
    ]
}
