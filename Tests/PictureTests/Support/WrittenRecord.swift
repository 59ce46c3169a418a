import DossierWire

/// A record as reference.py prints it: the calls that write it, and pictures.
struct WrittenRecord: Sendable {
    /// A call, and the step that it is.
    struct Write: Sendable {
        let step: Int
        let method: String
        let request: JSONValue
    }

    /// What is asked after a step, and the answer.
    struct Question: Sendable {
        let step: Int
        let incident: JSONValue
        let saidAsOf: JSONValue?
        let expected: JSONValue
    }

    let number: Int
    /// The statements that it would have besides.
    let leftOut: String
    let writes: [Write]
    let questions: [Question]

    init(_ line: Substring) throws {
        let record = try JSONValue(parsing: String(line))
        number = record["number"].integer
        leftOut = record["leftOut"].text
        writes = record["writes"].elements.map {
            Write(step: $0["step"].integer, method: $0["method"].text, request: $0["request"] ?? .null)
        }
        questions = record["pictures"].elements.map {
            Question(
                step: $0["step"].integer,
                incident: $0["incident"] ?? .null,
                saidAsOf: $0["saidAsOf"],
                expected: $0["expected"] ?? .null
            )
        }
    }
}
