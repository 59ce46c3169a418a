import DossierClient
import DossierCore

extension Client {
    /// Calls a method of probe.v1: "Talk/Echo".
    func ask(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) async throws(Status) -> Answer {
        Answer(try await call(MethodName("probe.v1.\(method)"), ask.encoded, CallOptions(timeout: timeout)))
    }

    /// Begins a stream of probe.v1.
    func follow(_ method: String, _ ask: Ask = Ask(), timeout: Duration? = nil) throws(Status) -> Replies {
        try stream(MethodName("probe.v1.\(method)"), ask.encoded, CallOptions(timeout: timeout))
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
