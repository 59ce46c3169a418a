import DossierClient
import DossierCore
import DossierWire
import TestSupport

/// A server and the model of what it must answer, side by side.
struct Trial {
    /// The server answered what the model does not.
    struct Disagreement: Error, CustomStringConvertible {
        let description: String
    }

    /// A page that is to be followed by the next one.
    struct Listing {
        var kind: ResourceKind
        var request: JSONValue
        var left: [JSONValue]
        var sequence: Int
    }

    /// A watch, and how much of the feed it has told.
    struct Watch {
        var kind: ResourceKind
        var condition: Condition
        var events: Replies.Iterator
        var told: Int
        /// The last event that was told, and how much of the feed had been told with it.
        var last = JSONValue.null
        var toldWithLast = 0
    }

    /// What of its last event a watch goes on from: the request's member and the event's.
    enum Position: String {
        case token = "resumeToken"
        case sequence
    }

    /// One call; its text is made when it is needed.
    struct Called: CustomStringConvertible {
        var method: String
        var request: JSONValue
        var result: Result<JSONValue, Status>

        var description: String {
            func text(_ value: JSONValue) -> String { String(decoding: value.encode(), as: UTF8.self) }
            return "\(method) \(text(request)) -> \(result.map(text))"
        }
    }

    private(set) var client: Client
    var samples: Samples
    var model = Model()
    var listings: [Listing] = []
    var watches: [Watch] = []
    /// What was called and what came of it, to be shown with a disagreement.
    private(set) var history: [Called] = []

    init(client: Client, random: SeededGenerator) {
        self.client = client
        samples = Samples(random: random)
    }

    /// One operation, chosen at random.
    mutating func step() async throws {
        switch samples.number(below: 20) {
        case 0...3: try await create()
        case 4...6: try await update()
        case 7: try await delete()
        case 8: try await undelete()
        case 9: try await createBatch()
        case 10...12: try await get()
        case 13...15: try await list()
        case 16: try await revisions()
        default: try await watch()
        }
    }

    /// Goes on with another server over the same record: listings by their tokens, watches from their last events.
    mutating func move(to client: Client) async throws {
        self.client = client
        watches.removeAll { $0.last == .null }
        for place in watches.indices {
            var watch = watches[place]
            try await resume(&watch, by: samples.number(below: 2) == 0 ? .token : .sequence)
            watches[place] = watch
        }
    }

    /// Calls a method; a refusal is a value, too.
    mutating func call(
        _ method: String,
        _ kind: ResourceKind,
        _ request: JSONValue
    ) async throws -> Result<JSONValue, Status> {
        let method = try ServiceMethod.standard(MethodName(kind.service, method))
        let result: Result<JSONValue, Status>
        do throws(Status) {
            result = .success(try await client.call(method, request, CallOptions(timeout: .seconds(30))))
        } catch {
            result = .failure(error)
        }
        history.append(Called(method: method.name.method, request: request, result: result))
        return result
    }

    /// Throws, with the calls that spoke of the same resource, unless both are equal.
    func expect<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String, about name: String) throws {
        if found == expected { return }
        let calls = history.map(\.description)
        let related = calls.filter { $0.contains("\(name)\"") }.suffix(12)
        throw Disagreement(
            description: """
                \(what) of \(name), after \(history.count) calls: found \(found), expected \(expected)
                \((related + calls.suffix(3)).joined(separator: "\n"))
                """
        )
    }

    func text(_ value: JSONValue) -> String { String(decoding: value.encode(), as: UTF8.self) }
}
