import DossierCore
import DossierWire

/// A request in JSON with places for what differs from call to call, in its strings: `{incident}`, the name of one of the
/// record's incidents, `{word}` of their titles, or `{1..1000}`, a whole number between the two.
public struct RequestTemplate: Sendable {
    /// As it was written.
    public let text: String
    private let value: JSONValue

    /// - Throws: INVALID_ARGUMENT for what is not JSON.
    public init(_ text: String) throws(Status) {
        self.text = text
        value = try JSONValue(parsing: text)
    }

    /// Whether it asks for what the record has.
    public var asksForRecord: Bool { text.contains("{incident}") || text.contains("{word}") }

    /// A request, its places filled in at random.
    /// - Throws: INVALID_ARGUMENT for a place that is none of these; FAILED_PRECONDITION for the name of an incident of a
    ///   record without any.
    func fill(_ sample: RecordSample, _ random: inout some RandomNumberGenerator) throws(Status) -> JSONValue {
        try Self.fill(value, sample, &random)
    }

    private static func fill(
        _ value: JSONValue,
        _ sample: RecordSample,
        _ random: inout some RandomNumberGenerator
    ) throws(Status) -> JSONValue {
        switch value {
        case .string(let text): return .string(try fill(text, sample, &random))
        case .array(let elements):
            var filled: [JSONValue] = []
            for element in elements { filled.append(try fill(element, sample, &random)) }
            return .array(filled)
        case .object(let members):
            var filled: [JSONValue.Member] = []
            for member in members { filled.append(.init(member.name, try fill(member.value, sample, &random))) }
            return .object(filled)
        case .null, .bool, .number: return value
        }
    }

    private static func fill(
        _ text: String,
        _ sample: RecordSample,
        _ random: inout some RandomNumberGenerator
    ) throws(Status) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            filled += try word(String(rest[rest.index(after: open)..<close]), sample, &random)
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    private static func word(
        _ place: String,
        _ sample: RecordSample,
        _ random: inout some RandomNumberGenerator
    ) throws(Status) -> String {
        switch place {
        case "incident":
            guard let incident = sample.incidents.randomElement(using: &random) else { throw nothingThere }
            return incident
        case "word": return sample.words.randomElement(using: &random) ?? ""
        default:
            let ends = place.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
                throw Status(
                    .invalidArgument,
                    "{\(place)} is not filled in: write {incident}, {word} or a range as {1..1000}"
                )
            }
            return "\(Int.random(in: first...last, using: &random))"
        }
    }

    private static var nothingThere: Status {
        Status(.failedPrecondition, "the record has no incidents to call for; have some made with --prepare 1000")
    }
}
