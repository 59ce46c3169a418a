import DossierWire

/// Pictures of the example file's incidents, as `dossier.v1.Picture` tells them, said as of 10 September 2022.
enum AlbaniaPictures {
    static let seventh = day("2022-09-07")
    static let asOf = #""saidAsOf": "2022-09-10T23:59:59.999999999Z", "sequence": "12""#

    static func day(_ day: String) -> String { range(day, day, "PRECISION_DAY") }

    static func range(_ first: String, _ last: String, _ precision: String = "PRECISION_RANGE") -> String {
        """
        {"earliest": "\(first)T00:00:00Z", "latest": "\(last)T23:59:59.999999999Z", "precision": "\(precision)"}
        """
    }

    static func words(_ form: String, _ text: String, _ locator: String) -> String {
        """
        {"source": "sources/article", "form": "APPEARANCE_FORM_\(form)", "text": "\(text)", "locator": "\(locator)"}
        """
    }

    static var july: String {
        """
        {"incident": "incidents/july-attack", \(asOf), "status": "ATTRIBUTION_STATUS_CLAIMED",
         "accused": [{"actor": "actors/iran", "status": "ATTRIBUTION_STATUS_CLAIMED", "asserters": [\(assertion)],
                      "bases": ["BASIS_RECEIVER_GOVERNMENT"], "firstSaid": \(seventh), "lastSaid": \(seventh),
                      "statements": ["statements/rama-accuses-iran"], "statementCount": 1}],
         "possible": \(possible), "unresolved": [\(unresolved)]}
        """
    }

    static var assertion: String {
        """
        {"principal": "actors/albania", "sign": "SIGN_ASSERTS", "statements": ["statements/rama-accuses-iran"],
         "said": \(seventh), "since": \(seventh), "bases": ["BASIS_RECEIVER_GOVERNMENT"], "statementCount": 1,
         "appearances": [
           \(words("PARAPHRASE", "accused Iran of directing a cyberattack on July 15", "paragraph 10")),
           \(words("PARTIAL", "“paralyse public services and hack data”", "paragraph 10")),
           \(words("DIRECT", "The said attack failed its purpose.", "paragraph 13"))]}
        """
    }

    static var possible: String {
        """
        [{"principal": "actors/united-states", "accused": "actors/iran", "sign": "SIGN_IMPUTES",
          "statement": "statements/us-sanctions", "said": \(day("2022-09-09")), "candidates": \(candidates),
          "appearances": [\(words("PARAPHRASE", "announced sanctions on Friday", "paragraph 9"))]},
         {"principal": "actors/iran", "accused": "actors/iran", "sign": "SIGN_DISPUTES",
          "statement": "statements/iran-rejects-accusation", "said": \(range("2022-09-07", "2022-09-10")),
          "candidates": \(candidates),
          "appearances": [\(words("PARTIAL", "rejected the accusation as “baseless”", "paragraph 5"))]}]
        """
    }

    private static let candidates = #"["incidents/july-attack", "incidents/september-attack"]"#

    private static var unresolved: String {
        """
        {"principal": "actors/allies", "accused": "actors/same-actors", "sign": "SIGN_IMPUTES",
         "statement": "statements/allies-condemn-aggressors", "said": \(range("2022-07-15", "2022-09-10")),
         "appearances": [\(words("PARAPHRASE", "already condemned by Albania’s friendly countries", "paragraph 4"))]}
        """
    }
}
