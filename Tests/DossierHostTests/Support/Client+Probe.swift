import CDossierProtos
import DossierClient
import DossierCore
import DossierWire

extension Client {
    /// Something that the server tells of a module; nil when it has none of that name.
    func moduleStatus<Value>(of module: String, _ value: (Dossier__V1__ModuleStatus) -> Value) async throws -> Value? {
        let reply = try await call(MethodName("dossier.v1.Server", "GetStatus"), [])
        let status = try Message(dossier__v1__get_status_response__init, decoding: reply)
        return withExtendedLifetime(status) {
            (0..<status.pointee.n_modules).map { status.pointee.modules[$0]!.pointee }
                .first { String(cString: $0.id) == module }
                .map(value)
        }
    }

    /// Calls a method of probe.v1: "Talk/Echo".
    func ask(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) async throws(Status) -> Answer {
        Answer(try await call(MethodName("probe.v1.\(method)"), ask.encoded, CallOptions(timeout: timeout)))
    }

    /// Begins a stream of probe.v1.
    func follow(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) async throws(Status) -> Replies {
        try await stream(MethodName("probe.v1.\(method)"), ask.encoded, CallOptions(timeout: timeout))
    }

    /// How a call failed; nil when it did not.
    func failure(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) async -> Status? {
        do throws(Status) {
            _ = try await self.ask(method, ask, timeout: timeout)
            return nil
        } catch {
            return error
        }
    }
}

extension Client {
    /// Begins a call of probe.v1 whose client streams.
    func pipe(_ method: String, timeout: Duration? = nil, repliesStream: Bool = true) async throws(Status) -> DuplexCall
    {
        try await duplex(MethodName("probe.v1.\(method)"), CallOptions(timeout: timeout), repliesStream: repliesStream)
    }
}

extension DuplexCall {
    /// Sends one message.
    func send(_ ask: Ask) async throws(Status) { try await send(ask.encoded) }

    /// The one reply of a call that answers once.
    func reply() async throws -> Answer? { try await answers().first }

    /// All replies.
    func answers() async throws -> [Answer] {
        var answers: [Answer] = []
        for try await reply in replies { answers.append(Answer(reply)) }
        return answers
    }
}
