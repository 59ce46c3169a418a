/// Statements in short.
extension JSON {
    /// An act of speech: "ATTRIBUTES", by an actor's id, about things by their names, of actors by their ids, on a day.
    static func said(
        _ kind: String,
        by speaker: String,
        about subjects: String...,
        of accused: String...,
        on day: String = ""
    ) -> JSON {
        said(kind, by: speaker, about: subjects, of: accused, on: day)
    }

    static func said(
        _ kind: String,
        by speaker: String,
        about subjects: [String],
        of accused: [String] = [],
        on day: String = ""
    ) -> JSON {
        var statement: JSON = ["speaker": "actors/\(speaker)", "kind": JSON("STATEMENT_KIND_\(kind)")]
        if !subjects.isEmpty { statement.about = JSON(subjects.map { ["name": JSON($0)] }) }
        if !accused.isEmpty { statement.targetActors = JSON(accused.map { JSON("actors/\($0)") }) }
        if !day.isEmpty { statement.said = .day(day) }
        return statement
    }

    /// A link that somebody says there is: "SAME_ACTORS", between things by their names.
    static func linked(_ type: String, by speaker: String, _ from: String, _ to: String) -> JSON {
        let link: JSON = ["type": JSON("LINK_TYPE_\(type)"), "from": JSON(from), "to": JSON(to)]
        return said("LINKS", by: speaker, about: []).merging(["link": link])
    }

    /// A day, as a FuzzyTime: "2022-09-07".
    static func day(_ day: String) -> JSON {
        [
            "earliest": JSON("\(day)T00:00:00Z"), "latest": JSON("\(day)T23:59:59.999999999Z"),
            "precision": "PRECISION_DAY",
        ]
    }

    /// The object without some of its members.
    func without(_ names: String...) -> JSON {
        var rest = self
        for name in names { rest[name] = .null }
        return rest
    }
}
