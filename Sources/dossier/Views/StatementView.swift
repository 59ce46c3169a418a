import CDossierProtos
import DossierClient
import DossierWire

/// A statement for people: who, what kind, about what, in whose words.
enum StatementView {
    /// "edi-rama for albania".
    static func speaker(_ statement: JSONValue) -> String {
        let speaker = Words.id(statement["speaker"])
        let principal = Words.id(statement["onBehalfOf"])
        return principal.isEmpty ? speaker : "\(speaker) for \(principal)"
    }

    /// What it relates, or what it is about, and of whom: "incidents/x → iran"; "?" marks an ambiguous referent.
    static func matter(_ statement: JSONValue) -> String {
        statement["link"].map(relation) ?? about(statement)
    }

    private static func about(_ statement: JSONValue) -> String {
        let about = statement.elements("about").map { reference in
            (reference["name"]?.text ?? "") + (reference["candidate"] == .bool(true) ? "?" : "")
        }
        let targets = statement.elements("targetActors").map { Words.id($0) }
        let matter = about.joined(separator: ", ")
        if targets.isEmpty { return matter }
        return "\(matter)\(matter.isEmpty ? "" : " ")→ \(targets.joined(separator: ", "))"
    }

    static func add(_ statement: JSONValue, to sheet: inout Sheet) {
        sheet.add("speaker", speaker(statement))
        sheet.add("kind", Words.word(statement["kind"], dossier__v1__statement_kind__type()))
        sheet.add("about", about(statement))
        sheet.add("said", said(statement))
        sheet.add("role", Words.word(statement["role"], dossier__v1__attack_role__type()))
        sheet.add("basis", Words.word(statement["basis"], dossier__v1__basis__type()))
        sheet.add("link", statement["link"].map(link) ?? "")
        sheet.add("measure", statement["measure"].map(measure) ?? [])
        sheet.add("assessment", statement["assessment"].map { "\(text($0, "dimension")): \(text($0, "value"))" } ?? "")
        sheet.add("hedge", statement["hedge"].map(hedge) ?? "")
        sheet.add("confidence", confidence(statement))
        sheet.add("purpose", statement["purposeClaimed"]?.text ?? "")
        sheet.add("quantities", statement.elements("quantities").map(quantity))
        sheet.add("utterance", text(statement, "utterance"))
        sheet.add("reported by", Words.id(statement["reportedBy"]))
        sheet.add("words", statement.elements("appearances").map(appearance))
    }

    private static func text(_ value: JSONValue, _ name: String) -> String { value[name]?.text ?? "" }

    private static func said(_ statement: JSONValue) -> String {
        let channel = Words.word(statement["channel"], dossier__v1__channel__type())
        let time = FuzzyTimeText.long(statement["said"])
        return channel.isEmpty ? time : "\(time)\(time.isEmpty ? "" : ", ")\(channel)"
    }

    private static func relation(_ link: JSONValue) -> String {
        let type = Words.word(link["type"], dossier__v1__link_type__type())
        return "\(text(link, "from")) \(type) \(text(link, "to"))"
    }

    private static func link(_ link: JSONValue) -> String {
        let time = FuzzyTimeText.long(link["valid"])
        let words = text(link, "text")
        return relation(link) + (time.isEmpty ? "" : ", \(time)") + (words.isEmpty ? "" : " (\"\(words)\")")
    }

    private static func measure(_ measure: JSONValue) -> [String] {
        let type = Words.word(measure["type"], dossier__v1__measure_type__type())
        let decider = Words.id(measure["decidedBy"])
        let targets =
            measure.elements("targets").map { Words.id($0) } + measure.elements("targetTexts").compactMap(\.text)
        let times = ["effective", "deadline", "ends"].map { ($0, FuzzyTimeText.long(measure[$0])) }
        return [
            type + (decider.isEmpty ? "" : ", decided by \(decider)"),
            targets.isEmpty ? "" : "of \(targets.joined(separator: "; "))",
        ] + times.map { $1.isEmpty ? "" : "\($0) \($1)" }
    }

    private static func hedge(_ hedge: JSONValue) -> String {
        let level = Words.word(hedge["level"], dossier__v1__estimative_level__type())
        let words = text(hedge, "text")
        return (words.isEmpty ? "" : "\"\(words)\"") + (level.isEmpty ? "" : " (\(level))")
    }

    private static func confidence(_ statement: JSONValue) -> String {
        let code = statement["admiralty"].map {
            Words.word($0["reliability"], dossier__v1__source_reliability__type()).uppercased()
                + Words.word($0["credibility"], dossier__v1__information_credibility__type())
        }
        guard case .number(let number)? = statement["confidence"] else { return code ?? "" }
        return code.map { "\(number) (\($0))" } ?? number
    }

    private static func quantity(_ quantity: JSONValue) -> String {
        let over = FuzzyTimeText.long(quantity["over"])
        let unit = text(quantity, "unit")
        return "\(text(quantity, "of")): \"\(text(quantity, "text"))\"" + (unit.isEmpty ? "" : " \(unit)")
            + (over.isEmpty ? "" : ", \(over)")
    }

    private static func appearance(_ appearance: JSONValue) -> String {
        let form = Words.word(appearance["form"], dossier__v1__appearance_form__type())
        let place = [form, Words.id(appearance["source"], .sources), text(appearance, "locator")].filter { !$0.isEmpty }
        let words = text(appearance, "text")
        let isQuotation = ["direct", "partial", "edited-quote"].contains(form)
        let hasMarks = words.first.map { "\"“‘«„".contains($0) } ?? false
        return (isQuotation && !hasMarks ? "\"\(words)\"" : words) + " [\(place.joined(separator: ", "))]"
    }
}
