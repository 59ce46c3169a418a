import DossierClient
import DossierCore
import DossierWire

/// What calls cost a server, by its own account.
public struct ServerUse: Sendable, Equatable {
    /// Nanoseconds that its threads were on a processor, user and system.
    public let processor: UInt64
    /// Calls that ended meanwhile.
    public let calls: UInt64

    /// Of a time in which so much happened.
    public init(processor: UInt64, calls: UInt64) {
        self.processor = processor
        self.calls = calls
    }

    /// Nanoseconds; nil when no call ended.
    public var perCall: Double? { calls > 0 ? Double(processor) / Double(calls) : nil }

    /// From the moment at which a load begins to be counted to its end. Asks `dossier.v1.Server/GetStatus` at both.
    static func during(_ schedule: Schedule, _ client: Client) async -> Result<ServerUse, Status> {
        do {
            let before = try await status(of: client, at: schedule.counted)
            let after = try await status(of: client, at: schedule.end)
            guard after.calls > before.calls, after.processor >= before.processor else {
                return .failure(Status(.unavailable, "the server was started anew meanwhile"))
            }
            // The first question has ended in between, too.
            let calls = after.calls - before.calls - 1
            return .success(ServerUse(processor: after.processor - before.processor, calls: calls))
        } catch {
            return .failure(error as? Status ?? Status(.cancelled, "the load has ended early"))
        }
    }

    private static func status(of client: Client, at moment: Int64) async throws -> ServerUse {
        try await Task.sleep(for: .nanoseconds(max(0, moment - MonotonicClock.now())))
        let method = try ServiceMethod.standard(MethodName("dossier.v1.Server", "GetStatus"))
        let status = try await client.call(method, .object([]), CallOptions(timeout: patience))
        return ServerUse(processor: number(status["cpuNanos"]), calls: number(status["callsEnded"]))
    }

    private static let patience = Duration.seconds(10)

    /// Absent means 0.
    private static func number(_ value: JSONValue?) -> UInt64 { value?.text.flatMap { UInt64($0) } ?? 0 }
}
