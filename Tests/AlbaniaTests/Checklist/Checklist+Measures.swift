extension Checklist {
    static let measures = [
        Item(
            "D1",
            "diplomatic relations are severed, on 7 September, at once",
            .field("statements/rama-announces-severance", "measure.type", "MEASURE_TYPE_SEVERANCE_OF_RELATIONS"),
            .field("statements/rama-announces-severance", "measure.effective.earliest", "2022-09-07T00:00:00Z"),
            .field("statements/rama-announces-severance", "measure.effective.text", "with immediate effect"),
            .field("statements/rama-announces-severance", "measure.targets", "actors/iran")
        ),
        Item(
            "D2",
            "an expulsion within 24 hours",
            .field("statements/rama-announces-expulsion", "measure.type", "MEASURE_TYPE_EXPULSION"),
            .field("statements/rama-announces-expulsion", "measure.deadline.text", "24 hours"),
            .field("statements/rama-announces-expulsion", "measure.deadline.latest", "2022-09-08T23:59:59.999999999Z")
        ),
        Item(
            "D3",
            "sanctions of 9 September, on an organisation and a person",
            .field("statements/us-sanctions", "measure.type", "MEASURE_TYPE_SANCTIONS"),
            .field("statements/us-sanctions", "measure.effective.earliest", "2022-09-09T00:00:00Z"),
            .field("statements/us-sanctions", "measure.targets", "actors/mois", "actors/esmail-khatib")
        ),
        Item(
            "D4",
            "control systems are shut down, until when is not known",
            .field("statements/ministry-announces-shutdown", "measure.type", "MEASURE_TYPE_SHUTDOWN"),
            .field(
                "statements/ministry-announces-shutdown",
                "measure.targetTexts",
                "computer control systems at seaports",
                "computer control systems at airports",
                "computer control systems at border posts"
            ),
            .nothing("statements/ministry-announces-shutdown", "measure.ends")
        ),
    ]
}
