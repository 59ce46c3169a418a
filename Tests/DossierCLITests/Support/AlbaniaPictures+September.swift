extension AlbaniaPictures {
    static var september: String {
        """
        {"incident": "incidents/september-attack", \(asOf), "status": "ATTRIBUTION_STATUS_REPORTED",
         "accused": [{"actor": "actors/iran", "status": "ATTRIBUTION_STATUS_REPORTED", "relayers": [\(report)],
                      "bases": ["BASIS_MEDIA"], "firstSaid": \(tenth), "lastSaid": \(tenth),
                      "statements": ["statements/headline-blames-iran"], "statementCount": 1}],
         "inferred": [\(link("ministry")), \(link("rama"))], "possible": \(possible),
         "unresolved": [\(denunciation)]}
        """
    }

    private static let tenth = day("2022-09-10")

    private static var report: String {
        """
        {"principal": "actors/the-medium", "sign": "SIGN_ASSERTS", "statements": ["statements/headline-blames-iran"],
         "said": \(tenth), "since": \(tenth), "bases": ["BASIS_MEDIA"], "statementCount": 1,
         "appearances": [\(words("NARRATION", "Albania blames Iran for the renewed attack", "headline"))]}
        """
    }

    private static func link(_ speaker: String) -> String {
        """
        {"principal": "actors/albania", "accused": "actors/iran", "incident": "incidents/july-attack",
         "path": ["statements/\(speaker)-links-attacks", "statements/rama-accuses-iran"], "said": \(tenth),
         "appearances": [\(words("DIRECT", "committed by the same actors who in July attacked", "paragraph 2"))]}
        """
    }

    private static var denunciation: String {
        """
        {"principal": "actors/albania", "accused": "actors/same-actors", "sign": "SIGN_IMPUTES",
         "statement": "statements/rama-denounces-attack", "said": \(range("2022-09-09", "2022-09-10")),
         "appearances": [\(words("EDITED_QUOTE", "“[committed by] the same aggressors”", "paragraph 4"))]}
        """
    }

    /// July, before anybody had said anything.
    static let earlier = """
        {"incident": "incidents/july-attack", "saidAsOf": "2022-09-06T23:59:59.999999999Z", "sequence": "12",
         "status": "ATTRIBUTION_STATUS_UNATTRIBUTED"}
        """

    /// July, once it is settled what Iran's rejection is about.
    static var resolved: String {
        july.replacing("ATTRIBUTION_STATUS_CLAIMED", with: "ATTRIBUTION_STATUS_DENIED_BY_ACCUSED")
            .replacing(
                #""bases": ["BASIS_RECEIVER_GOVERNMENT"], "firstSaid""#,
                with: """
                    "ownPosition": {
                      "principal": "actors/iran", "sign": "SIGN_DISPUTES", "statementCount": 4,
                      "statements": ["statements/iran-rejects-accusation", "statements/b", "statements/c"],
                      "said": \(range("2022-09-07", "2022-09-10")), "since": \(seventh),
                      "appearances": [\(words("PARTIAL", "rejected it as “baseless”", "paragraph 5"))]},
                     "bases": ["BASIS_RECEIVER_GOVERNMENT"], "firstSaid"
                    """
            )
    }
}
