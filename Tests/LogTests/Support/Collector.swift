import DossierClient
import DossierWire
import Foundation
import Synchronization
import TestSupport

/// A collector of spans, on this machine: keeps what it is sent by OTLP over HTTP.
final class Collector: Sendable {
    /// One request.
    struct Request {
        /// Its line and its fields, each with the end of a line.
        let head: String
        let body: JSONValue
        /// Of its answer.
        let status: Int

        /// OTLP's own, in whatever they are wrapped.
        var spans: [JSONValue] {
            body.elements("resourceSpans").flatMap { $0.elements("scopeSpans") }.flatMap { $0.elements("spans") }
        }
    }

    private struct State {
        var status: Int
        var requests: [Request] = []
        /// Connections, which stay open.
        var held: [CInt] = []
    }

    private let socket: ListeningSocket
    private let state: Mutex<State>

    /// - Parameter status: of its answers; 0: it gives none.
    init(status: Int = 200) throws {
        socket = try ListeningSocket()
        state = Mutex(State(status: status))
        Thread.detachNewThread { [socket, weak self] in
            while case let client = accept(socket.descriptor, nil, nil), client >= 0 {
                try? self?.serve(client)
            }
        }
    }

    deinit {
        shutdown(socket.descriptor, CInt(SHUT_RDWR))
        state.withLock { for descriptor in $0.held { close(descriptor) } }
    }

    /// As the server's setting has it.
    var setting: String { "traces: http://127.0.0.1:\(socket.port)\n" }

    var port: Int { socket.port }

    var requests: [Request] { state.withLock { $0.requests } }

    var spans: [JSONValue] { requests.flatMap(\.spans) }

    func answer(_ status: Int) { state.withLock { $0.status = status } }

    private func serve(_ descriptor: CInt) throws {
        let client = RawClient(descriptor: dup(descriptor))
        let head = String(decoding: try client.read(through: Array("\r\n\r\n".utf8)), as: UTF8.self)
        let length = head.firstMatch(of: /\r\ncontent-length: ([0-9]+)\r\n/).flatMap { Int($0.1) } ?? 0
        let body = try JSONValue(parsing: try client.read(length))
        let status = state.withLock { state in
            state.requests.append(Request(head: head, body: body, status: state.status))
            state.held.append(descriptor)
            return state.status
        }
        if status > 0 { try client.send("HTTP/1.1 \(status) X", [], body: Array("{}".utf8)) }
    }
}
