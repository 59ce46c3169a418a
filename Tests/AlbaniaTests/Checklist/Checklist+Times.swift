extension Checklist {
    static let times = [
        Item(
            "F1",
            "a weekday, relative to the day of publication",
            .field("incidents/september-attack", "occurred.text", "Friday"),
            .field("incidents/september-attack", "occurred.anchor", "2022-09-10"),
            .field("incidents/september-attack", "occurred.latest", "2022-09-09T23:59:59.999999999Z"),
            .field("sources/article", "published.earliest", "2022-09-10T00:00:00Z")
        ),
        Item(
            "F2",
            "a day without a year",
            .field("incidents/july-attack", "occurred.text", "July 15"),
            .field("incidents/july-attack", "occurred.anchor", "2022-09-10"),
            .field("incidents/july-attack", "occurred.precision", "PRECISION_DAY")
        ),
        Item(
            "F3",
            "a year only",
            .field("statements/medium-dates-agreement", "link.valid.text", "in 2013"),
            .field("statements/medium-dates-agreement", "link.valid.precision", "PRECISION_YEAR")
        ),
        Item(
            "F4",
            "'days after' another event",
            .field("statements/medium-dates-september-attack", "link.valid.text", "days after"),
            .field(
                "statements/medium-dates-september-attack",
                "link.valid.anchor",
                "statements/rama-announces-severance"
            ),
            .field("statements/medium-dates-september-attack", "link.from", "incidents/september-attack")
        ),
        Item(
            "F5",
            "'over the years', 'for years'",
            .field("statements/medium-counts-settlers", "quantities.over.text", "over the years"),
            .field("statements/medium-counts-settlers", "quantities.over.precision", "PRECISION_OPEN"),
            .field("statements/medium-calls-states-foes", "link.valid.text", "for years"),
            .field("statements/medium-calls-states-foes", "link.valid.precision", "PRECISION_OPEN")
        ),
        Item(
            "F6",
            "a time limit of 24 hours",
            .field("statements/rama-announces-expulsion", "quantities.minimum", "24.0"),
            .field("statements/rama-announces-expulsion", "quantities.maximum", "24.0"),
            .field("statements/rama-announces-expulsion", "quantities.unit", "hours"),
            .field("statements/rama-announces-expulsion", "measure.deadline.text", "24 hours")
        ),
        Item(
            "F7",
            "'with immediate effect'",
            .field("statements/rama-announces-severance", "measure.effective.text", "with immediate effect"),
            .field("statements/rama-announces-severance", "measure.effective.anchor", "2022-09-07")
        ),
        Item(
            "F8",
            "Albania first spoke of it on 7 September: not the day it happened, and nothing before",
            .field("incidents/july-attack", "disclosed.earliest", "2022-09-07T00:00:00Z"),
            .field("incidents/july-attack", "occurred.latest", "2022-07-15T23:59:59.999999999Z"),
            .words("statements/medium-notes-first-disclosure", "appearances.text", "the first time Tirana spoke"),
            .field("statements/medium-notes-first-disclosure", "about.name", "statements/rama-accuses-iran")
        ),
    ]
}
