import Dispatch
import Foundation
import Synchronization

/// Clients of ttrpc that connect for each of their calls and try nothing again, one after the other on each of some
/// threads, until they are told to end.
package final class OneCallLoad: Sendable {
    private let isOver = Atomic(false)
    private let answered = Atomic(0)
    private let failures = Mutex<[String]>([])
    private let threads = DispatchGroup()

    /// Begins.
    /// - Parameters:
    ///   - port: of a server, or of several one after the other.
    ///   - answer: gets each reply that says how a call went well; on any of the threads.
    package init(
        port: Int,
        threads count: Int,
        _ request: RawFrame,
        answer: @escaping @Sendable (RawFrame) -> Void = { _ in }
    ) {
        for _ in 0..<count {
            threads.enter()
            Thread.detachNewThread { [self] in
                while !isOver.load(ordering: .relaxed) {
                    do {
                        let reply = try Self.call(port, request)
                        guard reply.code == 0 else { throw RawClient.Failure(description: reply.description) }
                        answered.wrappingAdd(1, ordering: .relaxed)
                        answer(reply)
                    } catch {
                        failures.withLock { $0.append("\(error)") }
                    }
                }
                threads.leave()
            }
        }
    }

    private static func call(_ port: Int, _ request: RawFrame) throws -> RawFrame {
        let client = try RawClient(port: port)
        defer { client.close() }
        try client.send(request)
        return try client.frame(within: 30)
    }

    /// Ends.
    /// - Returns: how many calls were answered, and what became of the others.
    package func end() async -> (answered: Int, failures: [String]) {
        isOver.store(true, ordering: .relaxed)
        await withCheckedContinuation { ended in threads.notify(queue: .global()) { ended.resume() } }
        return (answered.load(ordering: .relaxed), failures.withLock { $0 })
    }
}
