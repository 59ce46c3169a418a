import DossierClient
import DossierCore
import DossierWire

/// Reads an object of a saved result, and says what is missing.
struct ReportReader {
    private let value: JSONValue
    /// Where it stands in the result: "runs[0].total".
    private let path: String

    init(_ value: JSONValue, at path: String = "") {
        self.value = value
        self.path = path
    }

    func text(_ name: String) throws(Status) -> String {
        guard let text = value[name]?.text else { throw fault(name, "a text") }
        return text
    }

    func flag(_ name: String) throws(Status) -> Bool {
        guard case .bool(let flag)? = value[name] else { throw fault(name, "true or false") }
        return flag
    }

    func number(_ name: String) throws(Status) -> Double {
        guard case .number(let digits)? = value[name], let number = Double(digits), number.isFinite else {
            throw fault(name, "a number")
        }
        return number
    }

    func count(_ name: String) throws(Status) -> UInt64 {
        guard case .number(let digits)? = value[name], let count = UInt64(digits) else {
            throw fault(name, "a whole number")
        }
        return count
    }

    func int(_ name: String) throws(Status) -> Int {
        guard let count = Int(exactly: try count(name)) else { throw fault(name, "a smaller number") }
        return count
    }

    /// Nil when there is no such member, or it is null.
    func object(_ name: String) throws(Status) -> ReportReader? {
        switch value[name] {
        case nil, .null?: return nil
        case .object?: return ReportReader(value[name] ?? .null, at: place(name))
        default: throw fault(name, "an object")
        }
    }

    func needed(_ name: String) throws(Status) -> ReportReader {
        guard let object = try object(name) else { throw fault(name, "an object") }
        return object
    }

    func elements(_ name: String) throws(Status) -> [ReportReader] {
        guard case .array(let elements)? = value[name] else { throw fault(name, "an array") }
        return elements.enumerated().map { ReportReader($1, at: "\(place(name))[\($0)]") }
    }

    func has(_ name: String) -> Bool { value[name].map { $0 != .null } ?? false }

    /// Of an object whose names are not known: each with its whole number.
    func counts(by name: String) throws(Status) -> [(String, UInt64)] {
        let reader = try needed(name)
        var counts: [(String, UInt64)] = []
        for member in reader.value.members { counts.append((member.name, try reader.count(member.name))) }
        return counts
    }

    /// Of an array of whole numbers.
    func counts() throws(Status) -> [UInt64] {
        guard case .array(let elements) = value else { throw fault("", "an array") }
        let counts = elements.compactMap { element in
            if case .number(let digits) = element { UInt64(digits) } else { nil }
        }
        guard counts.count == elements.count else { throw fault("", "whole numbers") }
        return counts
    }

    func fault(_ name: String, _ wanted: String) -> Status {
        Status(.invalidArgument, "this is no result of dossier bench: \(place(name)) is not \(wanted)")
    }

    private func place(_ name: String) -> String { path.isEmpty || name.isEmpty ? path + name : "\(path).\(name)" }
}

extension JSONValue {
    static func count(_ count: UInt64) -> JSONValue { .number("\(count)") }
    static func count(_ count: Int) -> JSONValue { .number("\(count)") }
    static func decimal(_ number: Double) -> JSONValue { .number("\(number)") }
}
