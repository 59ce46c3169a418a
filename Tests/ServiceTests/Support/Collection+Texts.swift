extension Collection {
    /// Where a resource of it has words, each with one that stands nowhere else.
    var texts: [(word: String, fields: JSON)] {
        switch field {
        case "incident":
            [
                ("headline", ["title": "The headline"]), ("summarised", ["summary": "What is summarised"]),
                ("seaports", ["victims": [["targetText": "systems at seaports"]]]),
                ("energy", ["victims": [["targetText": "pumps", "sectors": ["energy"]]]]),
                ("friday", ["occurred": ["text": "Friday", "precision": "PRECISION_OPEN"]]),
                ("saturday", ["disclosed": ["text": "Saturday", "precision": "PRECISION_OPEN"]]),
            ]
        case "actor":
            [
                ("charming", ["displayName": "Charming Kitten"]),
                ("phosphorus", ["aliases": [["value": "APT35"], ["value": "Phosphorus"]]]),
                ("spokesman", ["roles": [["title": "Spokesman", "organization": "actors/r0"]]]),
            ]
        case "source":
            [
                ("gazette", ["title": "The gazette"]), ("zenodo.org", ["url": "https://zenodo.org/records/7848941"]),
                ("spring", ["published": ["text": "in spring", "precision": "PRECISION_OPEN"]]),
            ]
        default:
            [
                (
                    "baseless",
                    [
                        "appearances": [
                            ["source": "sources/place", "form": "APPEARANCE_FORM_DIRECT", "text": "“baseless”"]
                        ]
                    ]
                ),
                ("paralyse", ["purposeClaimed": "to paralyse services"]),
                ("initial", ["hedge": ["text": "according to initial information"]]),
                (
                    "aggressors",
                    [
                        "kind": "STATEMENT_KIND_LINKS",
                        "link": [
                            "type": "LINK_TYPE_RELATED", "from": "actors/speaker", "to": "statements/r0",
                            "text": "the same aggressors",
                        ],
                    ]
                ),
                (
                    "airports",
                    [
                        "kind": "STATEMENT_KIND_ANNOUNCES_MEASURE", "targetActors": ["actors/speaker"],
                        "measure": ["type": "MEASURE_TYPE_SHUTDOWN", "targetTexts": ["seaports", "airports"]],
                    ]
                ),
                (
                    "irreversible",
                    [
                        "kind": "STATEMENT_KIND_ASSESSES", "targetActors": ["actors/speaker"],
                        "assessment": ["dimension": "outcome", "value": "irreversible"],
                    ]
                ),
                ("thousands", ["quantities": [["of": "members", "text": "thousands"]]]),
                ("settlers", ["quantities": [["of": "settlers", "text": "many"]]]),
                ("wednesday", ["said": ["text": "Wednesday", "precision": "PRECISION_OPEN"]]),
            ]
        }
    }
}
